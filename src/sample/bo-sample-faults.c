/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-faults.h"

#include <gio/gio.h>
#include <string.h>

#include "bo-sample-auth.h"

static gboolean
is_on (BoSampleState   *state,
       BoSampleSwitchId id)
{
  return bo_sample_switches_is_on (state->switches, id);
}

static guint
get_number (BoSampleState   *state,
            BoSampleSwitchId id)
{
  return (guint) bo_sample_switches_get_number (state->switches, id);
}

static void
set_no_cache (BoSampleReply *reply)
{
  bo_sample_reply_set_header (reply, "Expires", "Wed, 11 Jan 1984 05:00:00 GMT");
  bo_sample_reply_set_header (reply, "Cache-Control", "no-cache, must-revalidate, max-age=0, no-store, private");
}

/* In seconds, or as a date. */
static void
set_retry_after (BoSampleState *state,
                 BoSampleReply *reply,
                 guint          seconds)
{
  g_autoptr (GDateTime) at = NULL;
  g_autofree char *date = NULL;

  if (!is_on (state, BO_SAMPLE_RETRY_DATE))
    {
      bo_sample_reply_set_header (reply, "Retry-After", "%u", seconds);
      return;
    }
  at = g_date_time_new_from_unix_utc (bo_sample_state_get_now (state) + seconds);
  date = g_date_time_format (at, "%a, %d %b %Y %H:%M:%S GMT");
  bo_sample_reply_set_header (reply, "Retry-After", "%s", date);
}

/* The page or the JSON with which WordPress dies. */
static void
die (const BoSampleRequest *request,
     BoSampleReply         *reply,
     guint                  status,
     const char            *code,
     const char            *title,
     const char            *message)
{
  if (request->accept != NULL && strstr (request->accept, "application/json") != NULL)
    bo_sample_reply_take_json (reply, status,
                               json_pack ("{s:s, s:s, s:{s:i}, s:[]}", "code", code, "message", message, "data", "status", (int) status,
                                          "additional_errors"));
  else
    {
      g_autofree char *page = g_strdup_printf ("<!DOCTYPE html>\n<html dir='ltr'>\n<head>\n"
                                               "\t<meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\" />\n"
                                               "\t<title>%s</title>\n</head>\n<body id=\"error-page\">\n"
                                               "\t<div class=\"wp-die-message\">%s</div></body>\n</html>\n",
                                               title, message);

      bo_sample_reply_set_text (reply, status, BO_SAMPLE_HTML_TYPE, page);
    }
  set_no_cache (reply);
}

static void
set_server_error (BoSampleReply *reply,
                  guint          status)
{
  switch (status)
    {
    case 500:
      bo_sample_reply_set_text (reply, status, BO_SAMPLE_HTML_TYPE, BO_SAMPLE_NGINX_PAGE ("500 Internal Server Error"));
      break;
    case 503:
      bo_sample_reply_set_text (reply, status, BO_SAMPLE_HTML_TYPE, BO_SAMPLE_NGINX_PAGE ("503 Service Temporarily Unavailable"));
      break;
    case 504:
      bo_sample_reply_set_text (reply, status, BO_SAMPLE_HTML_TYPE, BO_SAMPLE_NGINX_PAGE ("504 Gateway Time-out"));
      break;
    case 502:
      bo_sample_reply_set_text (reply, status, BO_SAMPLE_HTML_TYPE, BO_SAMPLE_NGINX_PAGE ("502 Bad Gateway"));
      break;
    default:
      bo_sample_reply_set_text (reply, status, BO_SAMPLE_HTML_TYPE, BO_SAMPLE_NGINX_PAGE ("Error"));
      break;
    }
}

static void
redirect (BoSampleState         *state,
          const BoSampleRequest *request,
          BoSampleReply         *reply,
          const char            *origin)
{
  guint status = get_number (state, BO_SAMPLE_REDIRECT_STATUS);

  bo_sample_reply_set_text (reply, status != 0 ? status : 301, BO_SAMPLE_HTML_TYPE, BO_SAMPLE_NGINX_PAGE ("301 Moved Permanently"));
  bo_sample_reply_set_header (reply, "Location", "%s%s%s%s", origin, request->path, request->query != NULL ? "?" : "",
                              request->query != NULL ? request->query : "");
}

/* Returns: (transfer full) (nullable): what is answered instead, with nothing done */
static BoSampleReply *
answer_instead (BoSampleState         *state,
                const BoSampleRequest *request)
{
  g_autoptr (BoSampleReply) reply = bo_sample_reply_new ();
  g_autofree char *origin = bo_sample_switches_dup_text (state->switches, BO_SAMPLE_REDIRECT);

  if (is_on (state, BO_SAMPLE_STALL))
    reply->ending = BO_SAMPLE_ENDING_NEVER;
  else if (is_on (state, BO_SAMPLE_DROP_REQUEST))
    reply->ending = BO_SAMPLE_ENDING_DROP;
  else if (origin != NULL)
    redirect (state, request, reply, origin);
  else if (is_on (state, BO_SAMPLE_TOO_MANY))
    {
      bo_sample_reply_set_text (reply, 429, BO_SAMPLE_HTML_TYPE, BO_SAMPLE_NGINX_PAGE ("429 Too Many Requests"));
      set_retry_after (state, reply, get_number (state, BO_SAMPLE_TOO_MANY));
    }
  else if (is_on (state, BO_SAMPLE_SERVER_ERROR))
    set_server_error (reply, get_number (state, BO_SAMPLE_SERVER_ERROR));
  else if (is_on (state, BO_SAMPLE_MAINTENANCE))
    {
      die (request, reply, 503, "wp_die", "Maintenance", "Briefly unavailable for scheduled maintenance. Check back in a minute.");
      set_retry_after (state, reply, get_number (state, BO_SAMPLE_MAINTENANCE));
    }
  else if (is_on (state, BO_SAMPLE_PHP_FATAL))
    die (request, reply, 500, "internal_server_error", "WordPress &rsaquo; Error",
         "<p>There has been a critical error on this website.</p><p><a href=\"https://wordpress.org/documentation/article/"
         "faq-troubleshooting/\">Learn more about troubleshooting WordPress.</a></p>");
  else if (is_on (state, BO_SAMPLE_DB_DOWN))
    die (request, reply, 500, "wp_die", "Database Error", "<h1>Error establishing a database connection</h1>");
  else
    return NULL;

  return g_steal_pointer (&reply);
}

static gboolean
is_get (const BoSampleRequest *request)
{
  return strcmp (request->method, "GET") == 0;
}

/* Whatever page is asked for, it is the first, and there is another. */
static BoSampleReply *
answer_endlessly (BoSampleState         *state,
                  const BoSampleRequest *request)
{
  g_autoptr (BoSampleRequest) first = bo_sample_request_new (request->method, request->path, request->query);
  const char    *page = bo_sample_params_get (request->params, "page");
  gint64         number = page == NULL ? 1 : g_ascii_strtoll (page, NULL, 10);
  GPtrArray     *params = first->params->all;
  BoSampleReply *reply;

  for (guint i = 0; i < params->len; i++)
    if (strcmp (((BoSampleParam *) g_ptr_array_index (params, i))->name, "page") == 0)
      g_ptr_array_remove_index (params, i--);
  first->https = request->https;
  first->of_the_shop = TRUE; /* A signature would be of what was sent. */
  reply = bo_sample_answer (state, first);
  if (bo_sample_reply_get_header (reply, "X-WP-Total") != NULL)
    bo_sample_reply_set_header (reply, "Link", "<%s%s?page=%" G_GINT64_FORMAT ">; rel=\"next\"", state->home, request->path, number + 1);

  return reply;
}

/* Returns: (transfer full): what the shop answers, through whatever stands in front of it */
static BoSampleReply *
answer_through (BoSampleState         *state,
                const BoSampleRequest *request)
{
  g_autofree char *address = NULL;
  BoSampleReply   *reply;
  BoSampleReply   *kept;

  if (is_get (request) && is_on (state, BO_SAMPLE_ENDLESS_PAGES))
    return answer_endlessly (state, request);
  if (!is_get (request) || !is_on (state, BO_SAMPLE_STALE_PAGES))
    return bo_sample_answer (state, request);

  address = g_strconcat (request->path, "?", request->query, NULL);
  kept = g_hash_table_lookup (state->pages, address);
  if (kept != NULL)
    return bo_sample_reply_copy (kept);
  reply = bo_sample_answer (state, request);
  g_hash_table_insert (state->pages, g_steal_pointer (&address), bo_sample_reply_copy (reply));

  return reply;
}

static void
spoil_sending (BoSampleState *state,
               BoSampleReply *reply)
{
  reply->delay += get_number (state, BO_SAMPLE_LATENCY);
  reply->rate = get_number (state, BO_SAMPLE_SLOW_BODY);
  if (is_on (state, BO_SAMPLE_LOSE_REPLY))
    reply->ending = BO_SAMPLE_ENDING_DROP;
  else if (is_on (state, BO_SAMPLE_CUT_BODY))
    reply->ending = BO_SAMPLE_ENDING_CUT;
  else if (is_on (state, BO_SAMPLE_STALL_BODY))
    reply->ending = BO_SAMPLE_ENDING_STALL;
  if (is_on (state, BO_SAMPLE_LYING_TOTALS) && bo_sample_reply_get_header (reply, "X-WP-Total") != NULL)
    {
      bo_sample_reply_set_header (reply, "X-WP-Total", "%s", "1000000007");
      bo_sample_reply_set_header (reply, "X-WP-TotalPages", "%s", "-3");
    }
}

static GBytes *
compress (GBytes *body)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  gsize       size;
  const void *data = g_bytes_get_data (body, &size);

  if (!g_output_stream_write_all (stream, data, size, NULL, NULL, NULL) || !g_output_stream_close (stream, NULL, NULL))
    return g_bytes_ref (body);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* A bomb is compressed whether or not anybody asked for that. */
static void
encode (BoSampleState         *state,
        const BoSampleRequest *request,
        BoSampleReply         *reply,
        gboolean               befallen)
{
  gboolean bomb = befallen && is_on (state, BO_SAMPLE_GZIP_BOMB);

  if (!bomb && !(request->gzip && is_on (state, BO_SAMPLE_GZIP) && g_bytes_get_size (reply->body) > 0))
    return;
  bo_sample_reply_take_body (reply, compress (reply->body));
  bo_sample_reply_set_header (reply, "Content-Encoding", "%s", "gzip");
  bo_sample_reply_set_header (reply, "Vary", "%s", "Accept-Encoding");
}

static void
write_log (BoSampleState         *state,
           const BoSampleRequest *request,
           const char            *auth)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_printf (line, "%s %s", request->method, request->path);
  for (guint i = 0; i < request->params->all->len; i++)
    {
      const BoSampleParam *param = g_ptr_array_index (request->params->all, i);
      gboolean             secret = strstr (param->name, "consumer") != NULL || g_str_has_prefix (param->name, "oauth_");

      g_string_append_printf (line, "%c%s=%s", i == 0 ? '?' : '&', param->name,
                              secret ? "" : (const char *) g_ptr_array_index (param->values, 0));
    }
  g_string_append_printf (line, " [%s]", auth);
  bo_sample_counts_log (state->counts, line->str);
  bo_sample_counts_add (state->counts, "requests");
}

/**
 * bo_sample_faults_answer:
 * @state: the shop
 * @request: what is asked, over a connection
 *
 * Returns: (transfer full): what is sent, with what the switches spoil of it
 */
BoSampleReply *
bo_sample_faults_answer (BoSampleState         *state,
                         const BoSampleRequest *request)
{
  g_autofree char *line = g_strconcat (request->method, " ", request->path, request->query != NULL ? "?" : NULL, request->query, NULL);
  gboolean         befallen = bo_sample_switches_befall (state->switches, line);
  BoSampleReply   *reply = NULL;

  write_log (state, request, bo_sample_auth_describe (request));
  if (is_on (state, BO_SAMPLE_HTTPS_ONLY) && !request->https)
    {
      g_autofree char *origin = g_strconcat ("https", strchr (state->home, ':'), NULL);

      reply = bo_sample_reply_new ();
      redirect (state, request, reply, origin);
      return reply;
    }
  if (befallen)
    reply = answer_instead (state, request);
  if (reply == NULL && befallen)
    {
      reply = answer_through (state, request);
      bo_sample_faults_spoil_body (state, reply);
    }
  else if (reply == NULL)
    reply = bo_sample_answer (state, request);
  if (befallen && reply->ending == BO_SAMPLE_ENDING_WHOLE)
    spoil_sending (state, reply);
  encode (state, request, reply, befallen);

  return reply;
}
