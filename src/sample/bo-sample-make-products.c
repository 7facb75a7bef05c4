/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-make.h"

#include <string.h>

#include "bo-sample-data.h"

#define DAY (24 * 60 * 60)
/* The first product is that old, the last is new. */
#define OLDEST_DAYS 1100
#define NEWEST_DAYS 60
/* So many were entered at once by an import, in the same second. */
#define IMPORTED_AT_ONCE 25
#define SCARCE_PERCENT 14
#define SCARCE_DAYS 60

/* Once the families are used up they come again. */
static const char *const editions[] = {
  "harbour edition",
  "winter",
  "spring",
  "summer",
  "autumn",
  "second choice",
  "for left-handers",
  "travel size",
  "gift box",
  "Édition de Noël",
  "Jubiläumsausgabe",
  "refurbished",
  "pair",
  "set of four",
  "case of twelve",
  "anniversary",
  "no. 7",
  "no. 12",
  "mini",
  "grand",
};

/* How names look in the database of a shop where several people type. */
static const struct
{
  const char *before;
  const char *after;
} dress[] = {
  { "", " &amp; accessories" },
  { "", " <em>(new)</em>" },
  { "&ldquo;", "&rdquo;" },
  { "", " 5&quot;" },
  { "<b>Offer:</b> ", "" },
  { "", " &#8211; last pieces" },
  { "", " < 1 kg" },
  { "Täßchen &amp; ", "" },
};

static char *
make_name (BoSampleMaker        *self,
           const BoSampleFamily *family,
           guint                 round)
{
  g_autofree char *plain = NULL;
  guint            look;

  if (round == 0)
    plain = g_strdup (family->name);
  else if (round <= G_N_ELEMENTS (editions))
    plain = g_strdup_printf ("%s, %s", family->name, editions[round - 1]);
  else
    plain = g_strdup_printf ("%s, %s %u", family->name, editions[round % G_N_ELEMENTS (editions)], round);
  if (!bo_sample_random_chance (&self->random, 12))
    return g_steal_pointer (&plain);
  look = bo_sample_random_pick (&self->random, G_N_ELEMENTS (dress));

  return g_strconcat (dress[look].before, plain, dress[look].after, NULL);
}

/* What WordPress makes of a name for an address. */
static const char *
make_slug (BoSampleMaker *self,
           const char    *name,
           guint          number)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  g_autoptr (GString) slug = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (slug, g_ascii_tolower (*p));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  g_string_append_printf (slug, "-%u", number);

  return bo_sample_books_text (self->books, slug->str);
}

/* As people type prices: most with two digits, some not. */
static const char *
make_price (BoSampleMaker *self,
            int            cents)
{
  char text[32];

  switch (bo_sample_random_pick (&self->random, 20))
    {
    case 0:
      g_snprintf (text, sizeof text, "%d", cents / 100);
      break;
    case 1:
      g_snprintf (text, sizeof text, "%d.%d", cents / 100, cents % 100 / 10);
      break;
    case 2:
      g_snprintf (text, sizeof text, "%d.%03d", cents / 100, cents % 100 * 10 + 3);
      break;
    default:
      g_snprintf (text, sizeof text, "%d.%02d", cents / 100, cents % 100);
      break;
    }

  return bo_sample_books_text_once (self->books, text);
}

/* An EAN-13 of the range that shops number for themselves. */
static const char *
make_gtin (BoSampleMaker *self,
           guint          number)
{
  char barcode[16];
  int  sum = 0;

  g_snprintf (barcode, sizeof barcode, "20%010u", number);
  for (int i = 0; i < 12; i++)
    sum += (barcode[i] - '0') * (i % 2 == 0 ? 1 : 3);
  barcode[12] = (char) ('0' + (10 - sum % 10) % 10);
  barcode[13] = '\0';

  return bo_sample_books_text (self->books, barcode);
}

static void
set_empty_since (BoSampleMaker *self,
                 guint32        id,
                 gint64         at)
{
  if (self->empty_since->len <= id)
    g_array_set_size (self->empty_since, id + 1);
  g_array_index (self->empty_since, gint64, id) = at;
}

/* Counts its own stock: most of it lies there, some ran out weeks ago, and what
 * the orders since then took is subtracted as they are made. */
static void
keep_stock (BoSampleMaker   *self,
            BoSampleProduct *product)
{
  guint backorders = bo_sample_random_pick (&self->random, 100);

  product->manage = BO_SAMPLE_MANAGE_YES;
  product->has_stock = TRUE;
  product->backorders = backorders < 50 ? "notify" : backorders < 75 ? "yes"
                                                                     : "no";
  product->stock = 3 + bo_sample_random_pick (&self->random, 120);
  if (!bo_sample_random_chance (&self->random, SCARCE_PERCENT))
    return;

  product->stock = bo_sample_random_pick (&self->random, 3);
  if (backorders >= 85)
    return; /* Sold out, and nobody may order it. */
  set_empty_since (self, product->id, self->now - (gint64) (2 + bo_sample_random_pick (&self->random, SCARCE_DAYS)) * DAY);
  g_ptr_array_add (self->scarce, product);
}

/* Nobody counts: somebody says by hand whether there is any. */
static void
keep_no_stock (BoSampleMaker   *self,
               BoSampleProduct *product)
{
  static const char *const by_hand[] = { "instock", "instock", "instock", "outofstock", "onbackorder" };

  product->stock_status = by_hand[bo_sample_random_pick (&self->random, G_N_ELEMENTS (by_hand))];
}

static void
set_price (BoSampleMaker   *self,
           BoSampleProduct *product,
           int              cents)
{
  product->regular_price = make_price (self, cents);
  if (bo_sample_random_chance (&self->random, 8))
    product->sale_price = make_price (self, cents * 3 / 4);
}

static void
make_variation (BoSampleMaker   *self,
                BoSampleProduct *parent,
                const char      *option,
                int              cents)
{
  BoSampleProduct *product = bo_sample_books_add_product (self->books, parent);
  g_autofree char *tail = g_str_to_ascii (option, "C");
  g_autofree char *name = g_strdup_printf ("%s - %s", parent->name, option);
  g_autofree char *slug = NULL;
  g_autofree char *sku = NULL;

  g_strcanon (tail, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS, '-');
  slug = g_ascii_strdown (tail, -1);
  sku = g_ascii_strup (tail, -1);
  product->name = bo_sample_books_text (self->books, name);
  product->option = bo_sample_books_text_once (self->books, option);
  product->slug = bo_sample_books_text_once (self->books, slug);
  product->attribute = parent->attribute;
  /* One in twenty has no SKU of its own and shows that of its parent. */
  if (!bo_sample_random_chance (&self->random, 5))
    {
      g_autofree char *whole = g_strdup_printf ("%s-%s", parent->sku, sku);

      product->sku = bo_sample_books_text (self->books, whole);
    }
  if (bo_sample_random_chance (&self->random, 50))
    product->gtin = make_gtin (self, product->id);
  product->created = parent->created;
  product->modified = parent->modified;
  set_price (self, product, cents);
  if (parent->manage == BO_SAMPLE_MANAGE_YES && bo_sample_random_chance (&self->random, 75))
    product->manage = BO_SAMPLE_MANAGE_PARENT;
  else if (bo_sample_random_chance (&self->random, 90))
    keep_stock (self, product);
  else
    keep_no_stock (self, product);
  if (bo_sample_random_chance (&self->random, 3))
    product->status = "private"; /* Switched off, and listed all the same. */
  g_ptr_array_add (self->goods, product);
}

static void
make_variable (BoSampleMaker        *self,
               BoSampleProduct      *product,
               const BoSampleFamily *family,
               int                   cents)
{
  g_auto (GStrv) options = g_strsplit (*family->variants != '\0' ? family->variants : "S|M|L|XL", "|", -1);

  product->type = BO_SAMPLE_VARIABLE;
  product->attribute = *family->variants != '\0' ? 2 : 1;
  if (bo_sample_random_chance (&self->random, 20))
    keep_stock (self, product);
  for (guint i = 0; options[i] != NULL; i++)
    make_variation (self, product, options[i], cents + (int) i * 200);
}

static void
make_simple (BoSampleMaker   *self,
             BoSampleProduct *product,
             int              cents)
{
  /* No price: cannot be bought. */
  if (bo_sample_random_chance (&self->random, 98))
    set_price (self, product, cents);
  if (bo_sample_random_chance (&self->random, 92))
    keep_stock (self, product);
  else
    keep_no_stock (self, product);
  product->is_virtual = bo_sample_random_chance (&self->random, 4);
  if (*product->regular_price != '\0')
    g_ptr_array_add (self->goods, product);
}

/* What only few products of a shop are. */
static void
set_apart (BoSampleMaker   *self,
           BoSampleProduct *product,
           guint            number)
{
  if (number % 50 == 17)
    {
      product->status = "draft";
      product->slug = "";
    }
  else if (number % 60 == 33)
    product->status = "private";
  else if (number % 70 == 40)
    {
      g_autofree char *slug = g_strconcat (product->slug, "__trashed", NULL);

      product->status_before = "publish";
      product->status = "trash";
      product->slug = bo_sample_books_text (self->books, slug);
      product->trashed_at = product->modified.at;
    }
}

static void
make_product (BoSampleMaker *self,
              guint          i,
              gint64         created)
{
  const BoSampleFamily *family = &bo_sample_families[i % bo_sample_n_families];
  BoSampleProduct      *product;
  g_autofree char      *name = make_name (self, family, i / bo_sample_n_families);
  g_autofree char      *sku = g_strdup_printf ("%s-%05u", family->prefix, i + 1);
  int                   cents = family->price * (int) (80 + bo_sample_random_pick (&self->random, 50)) / 100;

  /* Pages, pictures and menus take numbers too. */
  self->books->next_id += bo_sample_random_pick (&self->random, 3);
  product = bo_sample_books_add_product (self->books, NULL);
  product->name = bo_sample_books_text (self->books, name);
  product->slug = make_slug (self, name, i + 1);
  product->sku = i % 40 == 25 ? "" : bo_sample_books_text (self->books, sku);
  product->category = (guint8) (1 + i % bo_sample_n_families / 12);
  product->created = bo_sample_books_stamp (self->books, created);
  product->modified = bo_sample_books_stamp (self->books, created + bo_sample_random_pick (&self->random, 40) * DAY);
  product->description = i % 4 == 0 ? "<p>Made with care &amp; sold with pleasure.</p>\n" : "";
  if (bo_sample_random_chance (&self->random, 60))
    product->gtin = make_gtin (self, product->id);
  if (bo_sample_random_chance (&self->random, 70))
    product->image = self->books->next_id++;

  if (i % 3 == 1)
    make_variable (self, product, family, cents);
  else if (i % 40 == 9)
    product->type = BO_SAMPLE_GROUPED;
  else if (i % 40 == 30)
    {
      product->type = BO_SAMPLE_EXTERNAL;
      set_price (self, product, cents);
    }
  else
    make_simple (self, product, cents);
  set_apart (self, product, i);
}

/**
 * bo_sample_make_products:
 * @self: the maker
 * @n: how many, variations not counted
 *
 * Fills the shelves, and notes what ran out when.
 */
void
bo_sample_make_products (BoSampleMaker *self,
                         guint          n)
{
  gint64 first = self->now - (gint64) OLDEST_DAYS * DAY;
  gint64 span = (gint64) (OLDEST_DAYS - NEWEST_DAYS) * DAY;

  for (guint i = 0; i < n; i++)
    {
      gint64 together = i / IMPORTED_AT_ONCE * IMPORTED_AT_ONCE;

      make_product (self, i, first + together * span / n);
    }
  set_empty_since (self, self->books->next_id, 0);
}

gint64
bo_sample_maker_get_empty_since (BoSampleMaker *self,
                                 guint32        product)
{
  return g_array_index (self->empty_since, gint64, product);
}
