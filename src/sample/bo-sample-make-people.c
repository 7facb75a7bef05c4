/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-sample"

#include "config.h"

#include "bo-sample-make.h"

#include <string.h>

#include "bo-sample-data.h"

#define DAY (24 * 60 * 60)
#define OLDEST_DAYS 900
/* One customer in so many is a trade customer. */
#define TRADE 25

/* A word of a list separated by bars, kept by the books. */
const char *
bo_sample_maker_pick_word (BoSampleMaker *self,
                           const char    *words)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  return bo_sample_books_text_once (self->books, list[bo_sample_random_pick (&self->random, g_strv_length (list))]);
}

/* ada.lopes12@example.com; where the name is not of Latin letters, by number. */
static const char *
make_email (BoSampleMaker         *self,
            const BoSampleAddress *person,
            guint                  number)
{
  static const char *const domains[] = { "example.com", "example.org", "example.net" };
  g_autofree char         *name = g_strdup_printf ("%s.%s", person->first_name, person->last_name);
  g_autofree char         *ascii = g_str_to_ascii (name, "C");
  g_autoptr (GString) address = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || *p == '.')
      g_string_append_c (address, g_ascii_tolower (*p));
  if (strchr (ascii, '?') != NULL)
    g_string_assign (address, "customer");
  g_string_append_printf (address, "%u@%s", number, domains[number % G_N_ELEMENTS (domains)]);

  return bo_sample_books_text (self->books, address->str);
}

/**
 * bo_sample_make_person:
 * @self: the maker
 * @number: makes the e-mail address one of its own
 *
 * Returns: (transfer none): somebody who does not exist
 */
BoSampleAddress *
bo_sample_make_person (BoSampleMaker *self,
                       guint          number)
{
  static const char    *streets = "Quay Street|Straße am Hafen|Rue du Phare|Calle Mayor|Lighthouse Lane|Ropewalk|Hauptstraße";
  static const char    *towns = "Seaham|Sankt Peter|Port-Louis|Almería|Galway|Bergen|Gdańsk|Ναύπλιο";
  const BoSamplePeople *people = &bo_sample_people[bo_sample_random_pick (&self->random, bo_sample_n_people)];
  BoSampleAddress      *person = bo_sample_books_add_address (self->books);
  g_autofree char      *street = NULL;
  g_autofree char      *phone = NULL;

  person->first_name = bo_sample_maker_pick_word (self, people->given);
  person->last_name = bo_sample_maker_pick_word (self, people->family);
  street = g_strdup_printf ("%s %u", bo_sample_maker_pick_word (self, streets), 1 + number % 180);
  phone = g_strdup_printf ("%s%02u", people->dial, number % 100);
  person->address_1 = bo_sample_books_text (self->books, street);
  person->city = bo_sample_maker_pick_word (self, towns);
  person->postcode = "10115";
  person->country = people->country;
  person->phone = bo_sample_books_text_once (self->books, phone);
  person->email = make_email (self, person, number);

  return person;
}

static void
make_owner (BoSampleMaker *self)
{
  BoSampleCustomer *owner = bo_sample_books_add_customer (self->books);

  owner->username = "admin";
  owner->email = "owner@example.com";
  owner->role = "administrator";
  owner->created = bo_sample_books_stamp (self->books, self->now - (gint64) OLDEST_DAYS * DAY);
  owner->billing = owner->shipping = bo_sample_books_add_address (self->books);
}

static void
make_customer (BoSampleMaker *self,
               guint          i,
               gint64         created)
{
  BoSampleCustomer *customer = bo_sample_books_add_customer (self->books);
  BoSampleAddress  *person = bo_sample_make_person (self, i);
  g_autofree char  *username = g_strdup_printf ("customer%04u", i);

  if (i % TRADE == 4)
    {
      const BoSampleFirm *firm = &bo_sample_firms[i / TRADE % bo_sample_n_firms];

      person->company = firm->name;
      person->country = firm->country;
      customer->role = "wholesale_customer";
    }
  else if (i % 50 == 7)
    customer->role = "subscriber";
  customer->username = bo_sample_books_text (self->books, username);
  customer->email = person->email;
  customer->first_name = person->first_name;
  customer->last_name = person->last_name;
  customer->billing = person;
  customer->shipping = i % 9 == 0 ? bo_sample_books_add_address (self->books) : person;
  customer->created = bo_sample_books_stamp (self->books, created);
  /* Somebody who never changed anything has no date of it. */
  if (i % 6 != 0)
    customer->modified = bo_sample_books_stamp (self->books, created + (gint64) bo_sample_random_pick (&self->random, 30) * DAY);
}

/**
 * bo_sample_make_customers:
 * @self: the maker
 * @n: how many, the owner not counted
 */
void
bo_sample_make_customers (BoSampleMaker *self,
                          guint          n)
{
  gint64 first = self->now - (gint64) OLDEST_DAYS * DAY;
  gint64 span = (gint64) (OLDEST_DAYS - 40) * DAY;

  make_owner (self);
  for (guint i = 0; i < n; i++)
    make_customer (self, i, first + i * span / n);
}
