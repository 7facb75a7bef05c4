/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-html-entities"

#include "config.h"

#include "bo-html-entities.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *name;
  gunichar    character;
} Entity;

/* Those of Latin-1 and those that shops print, in the order of strcmp(); all
 * others come as numbers. */
static const Entity entities[] = {
  { "AElig", 0x00c6 },
  { "Aacute", 0x00c1 },
  { "Acirc", 0x00c2 },
  { "Agrave", 0x00c0 },
  { "Aring", 0x00c5 },
  { "Atilde", 0x00c3 },
  { "Auml", 0x00c4 },
  { "Ccedil", 0x00c7 },
  { "ETH", 0x00d0 },
  { "Eacute", 0x00c9 },
  { "Ecirc", 0x00ca },
  { "Egrave", 0x00c8 },
  { "Euml", 0x00cb },
  { "Iacute", 0x00cd },
  { "Icirc", 0x00ce },
  { "Igrave", 0x00cc },
  { "Iuml", 0x00cf },
  { "Ntilde", 0x00d1 },
  { "OElig", 0x0152 },
  { "Oacute", 0x00d3 },
  { "Ocirc", 0x00d4 },
  { "Ograve", 0x00d2 },
  { "Oslash", 0x00d8 },
  { "Otilde", 0x00d5 },
  { "Ouml", 0x00d6 },
  { "Prime", 0x2033 },
  { "Scaron", 0x0160 },
  { "THORN", 0x00de },
  { "Uacute", 0x00da },
  { "Ucirc", 0x00db },
  { "Ugrave", 0x00d9 },
  { "Uuml", 0x00dc },
  { "Yacute", 0x00dd },
  { "Yuml", 0x0178 },
  { "aacute", 0x00e1 },
  { "acirc", 0x00e2 },
  { "acute", 0x00b4 },
  { "aelig", 0x00e6 },
  { "agrave", 0x00e0 },
  { "amp", 0x0026 },
  { "apos", 0x0027 },
  { "aring", 0x00e5 },
  { "atilde", 0x00e3 },
  { "auml", 0x00e4 },
  { "bdquo", 0x201e },
  { "brvbar", 0x00a6 },
  { "bull", 0x2022 },
  { "ccedil", 0x00e7 },
  { "cedil", 0x00b8 },
  { "cent", 0x00a2 },
  { "copy", 0x00a9 },
  { "curren", 0x00a4 },
  { "dagger", 0x2020 },
  { "darr", 0x2193 },
  { "deg", 0x00b0 },
  { "divide", 0x00f7 },
  { "eacute", 0x00e9 },
  { "ecirc", 0x00ea },
  { "egrave", 0x00e8 },
  { "emsp", 0x2003 },
  { "ensp", 0x2002 },
  { "eth", 0x00f0 },
  { "euml", 0x00eb },
  { "euro", 0x20ac },
  { "fnof", 0x0192 },
  { "frac12", 0x00bd },
  { "frac14", 0x00bc },
  { "frac34", 0x00be },
  { "frasl", 0x2044 },
  { "ge", 0x2265 },
  { "gt", 0x003e },
  { "hellip", 0x2026 },
  { "iacute", 0x00ed },
  { "icirc", 0x00ee },
  { "iexcl", 0x00a1 },
  { "igrave", 0x00ec },
  { "infin", 0x221e },
  { "iquest", 0x00bf },
  { "iuml", 0x00ef },
  { "laquo", 0x00ab },
  { "larr", 0x2190 },
  { "ldquo", 0x201c },
  { "le", 0x2264 },
  { "lrm", 0x200e },
  { "lsaquo", 0x2039 },
  { "lsquo", 0x2018 },
  { "lt", 0x003c },
  { "macr", 0x00af },
  { "mdash", 0x2014 },
  { "micro", 0x00b5 },
  { "middot", 0x00b7 },
  { "minus", 0x2212 },
  { "nbsp", 0x00a0 },
  { "ndash", 0x2013 },
  { "ne", 0x2260 },
  { "not", 0x00ac },
  { "ntilde", 0x00f1 },
  { "oacute", 0x00f3 },
  { "ocirc", 0x00f4 },
  { "oelig", 0x0153 },
  { "ograve", 0x00f2 },
  { "ordf", 0x00aa },
  { "ordm", 0x00ba },
  { "oslash", 0x00f8 },
  { "otilde", 0x00f5 },
  { "ouml", 0x00f6 },
  { "para", 0x00b6 },
  { "permil", 0x2030 },
  { "plusmn", 0x00b1 },
  { "pound", 0x00a3 },
  { "prime", 0x2032 },
  { "quot", 0x0022 },
  { "raquo", 0x00bb },
  { "rarr", 0x2192 },
  { "rdquo", 0x201d },
  { "reg", 0x00ae },
  { "rlm", 0x200f },
  { "rsaquo", 0x203a },
  { "rsquo", 0x2019 },
  { "sbquo", 0x201a },
  { "scaron", 0x0161 },
  { "sect", 0x00a7 },
  { "shy", 0x00ad },
  { "sup1", 0x00b9 },
  { "sup2", 0x00b2 },
  { "sup3", 0x00b3 },
  { "szlig", 0x00df },
  { "thinsp", 0x2009 },
  { "thorn", 0x00fe },
  { "times", 0x00d7 },
  { "trade", 0x2122 },
  { "uacute", 0x00fa },
  { "uarr", 0x2191 },
  { "ucirc", 0x00fb },
  { "ugrave", 0x00f9 },
  { "uml", 0x00a8 },
  { "uuml", 0x00fc },
  { "yacute", 0x00fd },
  { "yen", 0x00a5 },
  { "yuml", 0x00ff },
  { "zwj", 0x200d },
  { "zwnj", 0x200c },
};

typedef struct
{
  const char *name;
  gsize       length;
} Key;

static int
compare_entity (const void *key,
                const void *element)
{
  const Key    *wanted = key;
  const Entity *entity = element;
  int           order = strncmp (wanted->name, entity->name, wanted->length);

  return order != 0 ? order : -(entity->name[wanted->length] != '\0');
}

/**
 * bo_html_entity_find:
 * @name: the name of an entity, "amp"; not terminated
 * @length: of @name
 *
 * Returns: the character that it stands for, 0 when there is none of that name
 */
gunichar
bo_html_entity_find (const char *name,
                     gsize       length)
{
  const Key     key = { name, length };
  const Entity *entity = bsearch (&key, entities, G_N_ELEMENTS (entities), sizeof entities[0], compare_entity);

  return entity != NULL ? entity->character : 0;
}
