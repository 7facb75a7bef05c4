/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-json.h"

static void
append_amount (GString    *html,
               double      amount,
               const char *hidden)
{
  char text[32];

  g_ascii_formatd (text, sizeof text, "%.2f", bo_sample_money_round (amount) / 100.0);
  g_string_append_printf (html,
                          "<span class=\"woocommerce-Price-amount amount\"%s><bdi>"
                          "<span class=\"woocommerce-Price-currencySymbol\" translate=\"no\">&euro;</span>%s</bdi></span>",
                          hidden, text);
}

/* What is read aloud. */
static void
append_spoken (GString    *html,
               const char *before,
               double      amount,
               const char *after)
{
  char text[32];

  g_ascii_formatd (text, sizeof text, "%.2f", bo_sample_money_round (amount) / 100.0);
  g_string_append_printf (html, "%s&euro;%s%s", before, text, after);
}

static void
append_sale (GString               *html,
             const BoSampleProduct *product)
{
  double before = g_ascii_strtod (product->regular_price, NULL);
  double now = g_ascii_strtod (product->sale_price, NULL);

  g_string_append (html, "<del aria-hidden=\"true\">");
  append_amount (html, before, "");
  append_spoken (html, "</del> <span class=\"screen-reader-text\">Original price was: ", before, ".</span><ins aria-hidden=\"true\">");
  append_amount (html, now, "");
  append_spoken (html, "</ins><span class=\"screen-reader-text\">Current price is: ", now, ".</span>");
}

static double
get_highest_price (const BoSampleProduct *product)
{
  double highest = 0;

  for (guint i = 0; i < product->children->len; i++)
    highest = MAX (highest, g_ascii_strtod (bo_sample_product_get_price (g_ptr_array_index (product->children, i)), NULL));

  return highest;
}

static void
append_range (GString *html,
              double   lowest,
              double   highest)
{
  static const char hidden[] = " aria-hidden=\"true\"";

  append_amount (html, lowest, hidden);
  g_string_append (html, " <span aria-hidden=\"true\">&ndash;</span> ");
  append_amount (html, highest, hidden);
  append_spoken (html, "<span class=\"screen-reader-text\">Price range: ", lowest, " through ");
  append_spoken (html, "", highest, "</span>");
}

/* The price as the shop window shows it, for the eye and for the ear. */
json_t *
bo_sample_make_price_html (const BoSampleWriter *writer)
{
  const BoSampleProduct *product = writer->record;
  const char            *price = bo_sample_product_get_price (product);
  double                 amount = g_ascii_strtod (price, NULL);
  g_autoptr (GString) html = g_string_new (NULL);

  if (*price == '\0')
    return json_string ("");
  if (product->children != NULL && get_highest_price (product) > amount)
    append_range (html, amount, get_highest_price (product));
  else if (*product->sale_price != '\0')
    append_sale (html, product);
  else
    append_amount (html, amount, "");

  return json_string (html->str);
}
