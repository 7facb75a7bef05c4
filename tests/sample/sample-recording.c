/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-recording.h"

#include <string.h>

#define HOME "https://shop.example"

static char *
find_line (const char *head,
           const char *name)
{
  g_auto (GStrv) lines = g_strsplit (head, "\n", -1);
  gsize length = strlen (name);

  for (guint i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strdup (g_strstrip (lines[i] + length + 1));

  return NULL;
}

/* Who asked is said by the test. */
static char *
drop_keys (const char *address)
{
  const char *question = strchr (address, '?');
  g_autoptr (GString) kept = NULL;
  g_auto (GStrv) pairs = NULL;

  if (question == NULL)
    return g_strdup (address);
  kept = g_string_new_len (address, question - address);
  pairs = g_strsplit (question + 1, "&", -1);
  for (guint i = 0, n = 0; pairs[i] != NULL; i++)
    if (!g_str_has_prefix (pairs[i], "oauth_") && !g_str_has_prefix (pairs[i], "consumer_"))
      g_string_append_printf (kept, "%c%s", n++ == 0 ? '?' : '&', pairs[i]);

  return g_string_free (g_steal_pointer (&kept), FALSE);
}

static void
read_request (SampleRecording *self,
              const char      *text)
{
  const char      *gap = strstr (text, "\n\n");
  g_autofree char *head = g_strndup (text, (gsize) (gap - text));
  g_auto (GStrv) words = g_strsplit (head, " ", 3);
  g_autofree char *etag = find_line (head, "If-None-Match");
  g_autofree char *length = find_line (head, "Content-Length");

  self->method = g_strdup (words[0]);
  self->address = drop_keys (words[1]);
  self->accept = find_line (head, "Accept");
  self->has_etag = etag != NULL;
  if (length != NULL)
    self->body = g_strstrip (g_strdup (gap + 2));
}

static void
read_answer (SampleRecording *self,
             const char      *text)
{
  const char      *gap = strstr (text, "\n\n");
  g_autofree char *head = g_strndup (text, (gsize) (gap - text));
  g_auto (GStrv) lines = g_strsplit (head, "\n", -1);

  self->status = (guint) g_ascii_strtoull (lines[0] + strlen ("HTTP/1.1 "), NULL, 10);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      g_assert_nonnull (colon);
      *colon = '\0';
      g_hash_table_insert (self->headers, g_ascii_strdown (lines[i], -1), g_strdup (g_strstrip (colon + 1)));
    }
  self->text = g_strdup (gap + 2);
  self->json = json_loads (self->text, 0, NULL);
}

/**
 * sample_recording_read:
 * @name: of a file, without its folder and its ending
 *
 * Returns: (transfer full): what is in it
 */
SampleRecording *
sample_recording_read (const char *name)
{
  static const char mark[] = "\n==== RESPONSE ====\n";
  SampleRecording  *self = g_new0 (SampleRecording, 1);
  g_autofree char  *file = g_strconcat (name, ".http", NULL);
  g_autofree char  *path = g_build_filename (TEST_DATA, "woocommerce", file, NULL);
  g_autofree char  *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *plain = NULL;
  char            *answer;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\r\n", -1);
  plain = g_strjoinv ("\n", lines);
  answer = strstr (plain, mark);
  g_assert_nonnull (answer);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  *answer = '\0';
  read_request (self, plain);
  read_answer (self, answer + strlen (mark));

  return self;
}

void
sample_recording_free (SampleRecording *self)
{
  g_free (self->method);
  g_free (self->address);
  g_free (self->body);
  g_free (self->accept);
  g_free (self->text);
  g_hash_table_unref (self->headers);
  g_clear_pointer (&self->json, json_decref);
  g_free (self);
}

typedef struct
{
  const char *home;
  gboolean    values;
} Comparison;

/* What two shops never share, or what changes from one answer to the next. */
static gboolean
is_volatile (const char *name)
{
  static const char *const names[] = {
    "id", "related_ids", "variations", "total_sales", "order_key", "cart_hash", "customer_ip_address",
    "customer_user_agent", "payment_url", "avatar_url", "weight", "short_description", "global_unique_id",
    "date_created", "date_modified", "date_paid", "date_completed", "date_created_gmt", "date_modified_gmt",
    "date_paid_gmt", "date_completed_gmt", "resource_id", "product_id", "variation_id", "parent_id", "customer_id", "rate_id", NULL
  };

  return g_strv_contains (names, name);
}

/* Texts in which the numbers are those of that shop. */
static gboolean
has_numbers (const char *name)
{
  static const char *const names[] = { "href", "permalink", "slug", "number", "generated_slug", "permalink_template", NULL };

  return g_strv_contains (names, name);
}

/* "orders/899" is "orders/#", wherever the shop is. */
static char *
make_plain (const char *text,
            const char *home)
{
  GString *plain = g_string_new (text);

  g_string_replace (plain, home, HOME, 0);
  g_string_replace (plain, "http://shop.example", HOME, 0);
  for (gsize i = 0; i < plain->len; i++)
    {
      gsize length = strspn (plain->str + i, "0123456789");

      if (length == 0)
        continue;
      g_string_erase (plain, (gssize) i, (gssize) length);
      g_string_insert_c (plain, (gssize) i, '#');
    }

  return g_string_free (plain, FALSE);
}

static const char *
describe (const json_t *value)
{
  static const char *const names[] = { "object", "list", "text", "number", "number", "true", "false", "null" };

  return names[json_typeof (value)];
}

static gboolean
is_scalar_null_pair (const json_t *one,
                     const json_t *other,
                     const char   *name)
{
  return g_str_has_prefix (name, "date_") && (json_is_null (one) || json_is_null (other)) &&
         (json_is_string (one) || json_is_string (other));
}

static char *compare (const Comparison *self,
                      const json_t     *recorded,
                      const json_t     *ours,
                      const char       *name,
                      const char       *path);

/* The same members in the same order. */
static char *
compare_objects (const Comparison *self,
                 const json_t     *recorded,
                 const json_t     *ours,
                 const char       *path)
{
  void *theirs = json_object_iter ((json_t *) recorded);
  void *mine = json_object_iter ((json_t *) ours);

  for (; theirs != NULL && mine != NULL;
       theirs = json_object_iter_next ((json_t *) recorded, theirs), mine = json_object_iter_next ((json_t *) ours, mine))
    {
      const char      *name = json_object_iter_key (theirs);
      g_autofree char *below = g_strconcat (path, ".", name, NULL);
      char            *difference;

      if (strcmp (name, json_object_iter_key (mine)) != 0)
        return g_strdup_printf ("%s: there is %s instead", below, json_object_iter_key (mine));
      /* The picture of a variation that has none is 0, of a product "". */
      if (g_str_has_suffix (below, ".image.id"))
        continue;
      difference = compare (self, json_object_iter_value (theirs), json_object_iter_value (mine), name, below);
      if (difference != NULL)
        return difference;
    }
  if (theirs != NULL)
    return g_strdup_printf ("%s.%s is missing", path, json_object_iter_key (theirs));
  if (mine != NULL)
    return g_strdup_printf ("%s.%s is too much", path, json_object_iter_key (mine));

  return NULL;
}

/* Item by item, or, where there are more or fewer, each of ours is like one of theirs. */
static char *
compare_lists (const Comparison *self,
               const json_t     *recorded,
               const json_t     *ours,
               const char       *name,
               const char       *path)
{
  gboolean same = json_array_size (recorded) == json_array_size (ours);
  /* What shelf a product stands on is the shop's own business. */
  Comparison shape = { .home = self->home, .values = self->values && same && strcmp (name, "categories") != 0 };

  for (gsize i = 0; json_array_size (recorded) > 0 && i < json_array_size (ours); i++)
    {
      g_autofree char *below = g_strdup_printf ("%s[%zu]", path, i);
      char            *difference = NULL;

      for (gsize j = same ? i : 0; j < (same ? i + 1 : json_array_size (recorded)); j++)
        {
          g_clear_pointer (&difference, g_free);
          difference = compare (&shape, json_array_get (recorded, j), json_array_get (ours, i), name, below);
          if (difference == NULL)
            break;
        }
      if (difference != NULL)
        return difference;
    }

  return NULL;
}

static char *
compare_texts (const Comparison *self,
               const json_t     *recorded,
               const json_t     *ours,
               const char       *name,
               const char       *path)
{
  g_autofree char *theirs = g_strdup (json_string_value (recorded));
  g_autofree char *mine = g_strdup (json_string_value (ours));

  if (has_numbers (name))
    {
      g_autofree char *plain_theirs = make_plain (theirs, self->home);
      g_autofree char *plain_mine = make_plain (mine, self->home);

      return strcmp (plain_theirs, plain_mine) == 0 ? NULL : g_strdup_printf ("%s: \"%s\" is not like \"%s\"", path, mine, theirs);
    }

  return strcmp (theirs, mine) == 0 ? NULL : g_strdup_printf ("%s: \"%s\" is not \"%s\"", path, mine, theirs);
}

/* @name: the nearest above it that has one */
static char *
compare (const Comparison *self,
         const json_t     *recorded,
         const json_t     *ours,
         const char       *name,
         const char       *path)
{
  if (json_is_object (recorded) && json_is_object (ours))
    return compare_objects (self, recorded, ours, path);
  if (json_is_array (recorded) && json_is_array (ours))
    return compare_lists (self, recorded, ours, name, path);
  if (is_scalar_null_pair (recorded, ours, name))
    return NULL;
  if ((json_is_boolean (recorded) && json_is_boolean (ours) && !self->values) ||
      (!self->values && (json_is_null (recorded) || json_is_null (ours)) && !json_is_object (ours) && !json_is_array (ours)))
    return NULL;
  if (strcmp (describe (recorded), describe (ours)) != 0)
    return g_strdup_printf ("%s: %s instead of %s", path, describe (ours), describe (recorded));
  if (!self->values || is_volatile (name))
    return NULL;
  if (json_is_string (recorded))
    return compare_texts (self, recorded, ours, name, path);
  if (json_is_number (recorded) && json_number_value (recorded) != json_number_value (ours))
    return g_strdup_printf ("%s: %g is not %g", path, json_number_value (ours), json_number_value (recorded));

  return NULL;
}

char *
sample_json_compare (const json_t *recorded,
                     const json_t *ours,
                     const char   *home,
                     gboolean      values)
{
  Comparison self = { .home = home, .values = values };

  return compare (&self, recorded, ours, "", "$");
}

char *
sample_link_shape (const char *link,
                   const char *home)
{
  g_autoptr (GRegex) secret = g_regex_new ("(oauth_[a-z_]+|consumer_[a-z]+)=(<redacted>|[^&>]*)", 0, 0, NULL);
  g_autofree char *bare = g_regex_replace (secret, link, -1, 0, "\\1=", 0, NULL);

  return make_plain (bare, home);
}
