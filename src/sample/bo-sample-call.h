/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include "bo-sample-books.h"
#include "bo-sample-counts.h"
#include "bo-sample-params.h"
#include "bo-sample-switches.h"

G_BEGIN_DECLS

#define BO_SAMPLE_JSON_TYPE "application/json; charset=UTF-8"
#define BO_SAMPLE_HTML_TYPE "text/html; charset=UTF-8"
/* The web server's own page of an error. */
#define BO_SAMPLE_NGINX_PAGE(title)                               \
  "<html>\r\n<head><title>" title "</title></head>\r\n<body>\r\n" \
  "<center><h1>" title "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"

/* One request and its answer, on their way through the shop.  Nothing here knows
 * of sockets: that is bo-sample-server.c. */

/* The shop behind the counter.  Belongs to its thread. */
typedef struct
{
  BoSampleBooks    *books;    /* (owned) */
  BoSampleSwitches *switches; /* (not owned) */
  BoSampleCounts   *counts;   /* (not owned) */
  GHashTable       *nonces;   /* (element-type utf8) (owned): used once */
  GQueue            lists;    /* (element-type BoSampleSelection) (owned): asked for lately */
  GHashTable       *pages;    /* (element-type utf8 BoSampleReply) (owned): what a cache in front of it kept */
  GTimeZone        *zone;     /* (owned): where the shop was opened */
  char             *home;     /* (owned): "http://127.0.0.1:8080" */
  gint64            now;      /* 0: the machine's clock */
  guint64           n_answers;
} BoSampleState;

BoSampleState *bo_sample_state_new (BoSampleBooks    *books,
                                    BoSampleSwitches *switches,
                                    BoSampleCounts   *counts);
void           bo_sample_state_free (BoSampleState *self);
gint64         bo_sample_state_get_now (BoSampleState *self);
BoSampleStamp  bo_sample_state_stamp (BoSampleState *self);
gboolean       bo_sample_state_is (BoSampleState   *self,
                                   BoSampleSwitchId id);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSampleState, bo_sample_state_free)

typedef struct
{
  char           *method;
  char           *path;          /* as sent, not decoded */
  char           *query;         /* (nullable): likewise */
  char           *authorization; /* (nullable) */
  char           *accept;        /* (nullable) */
  char           *if_none_match; /* (nullable) */
  gboolean        gzip;          /* it may be compressed */
  gboolean        https;
  gboolean        of_the_shop; /* the shopkeeper's own: needs no key */
  GBytes         *body;        /* (nullable) */
  BoSampleParams *params;
} BoSampleRequest;

BoSampleRequest *bo_sample_request_new (const char *method,
                                        const char *path,
                                        const char *query);
void             bo_sample_request_free (BoSampleRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSampleRequest, bo_sample_request_free)

typedef struct
{
  const char *name;
  char       *value; /* (owned) */
} BoSampleHeader;

/* How an answer ends on its way. */
typedef enum
{
  BO_SAMPLE_ENDING_WHOLE,
  BO_SAMPLE_ENDING_NEVER, /* not a byte comes, and the connection stays */
  BO_SAMPLE_ENDING_DROP,  /* not a byte comes, and the connection is closed */
  BO_SAMPLE_ENDING_CUT,   /* half of it comes, and the connection is closed */
  BO_SAMPLE_ENDING_STALL, /* half of it comes, and the connection stays */
} BoSampleEnding;

typedef struct
{
  guint          status;
  char          *content_type; /* (nullable) */
  GArray        *headers;      /* (element-type BoSampleHeader) */
  GBytes        *body;
  guint          delay; /* milliseconds until it is sent */
  guint          rate;  /* bytes a second, 0: as quickly as it goes */
  BoSampleEnding ending;
} BoSampleReply;

BoSampleReply *bo_sample_reply_new (void);
void           bo_sample_reply_free (BoSampleReply *self);
BoSampleReply *bo_sample_reply_copy (const BoSampleReply *self);
void           bo_sample_reply_take_body (BoSampleReply *self,
                                          GBytes        *body);
void           bo_sample_reply_set_header (BoSampleReply *self,
                                           const char    *name,
                                           const char    *format,
                                           ...) G_GNUC_PRINTF (3, 4);
const char    *bo_sample_reply_get_header (BoSampleReply *self,
                                           const char    *name);
void           bo_sample_reply_remove_header (BoSampleReply *self,
                                              const char    *name);
void           bo_sample_reply_set_text (BoSampleReply *self,
                                         guint          status,
                                         const char    *content_type,
                                         const char    *text);
void           bo_sample_reply_take_json (BoSampleReply *self,
                                          guint          status,
                                          json_t        *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSampleReply, bo_sample_reply_free)

#define BO_SAMPLE_MAX_IDS 3

typedef struct
{
  BoSampleState         *state;
  const BoSampleRequest *request;
  BoSampleReply         *reply;
  const char            *allow;                  /* (nullable): the methods of the route */
  guint64                ids[BO_SAMPLE_MAX_IDS]; /* those in the path */
  json_t                *json;                   /* (owned) (nullable): the body */
  BoSampleFields        *fields;                 /* (owned) (nullable): all */
  json_t                *complaints;             /* (owned) (nullable): by parameter */
  gboolean               is_list;
} BoSampleCall;

typedef void (*BoSampleHandler) (BoSampleCall *call);

void     bo_sample_call_fail (BoSampleCall *call,
                              guint         status,
                              const char   *code,
                              const char   *message);
void     bo_sample_call_complain (BoSampleCall *call,
                                  const char   *name,
                                  const char   *code,
                                  const char   *format,
                                  ...) G_GNUC_PRINTF (4, 5);
gboolean bo_sample_call_refuse (BoSampleCall *call);

gint64      bo_sample_call_get_integer (BoSampleCall *call,
                                        const char   *name,
                                        gint64        otherwise,
                                        gint64        least,
                                        gint64        most);
const char *bo_sample_call_get_choice (BoSampleCall      *call,
                                       const char        *name,
                                       const char        *otherwise,
                                       const char *const *choices);
gboolean    bo_sample_call_get_boolean (BoSampleCall *call,
                                        const char   *name);
gboolean    bo_sample_is_integer (const char *text,
                                  gint64     *value);
char       *bo_sample_list_words (const char *const *words);

char *bo_sample_call_url (BoSampleCall *call,
                          const char   *format,
                          ...) G_GNUC_PRINTF (2, 3);

BoSampleReply *bo_sample_answer (BoSampleState         *state,
                                 const BoSampleRequest *request);

G_END_DECLS
