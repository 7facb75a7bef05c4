/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bo-schema"

#include "config.h"

#include "bo-schema.h"

/* Never edit a step that has landed: add one, and keep a store file written by
 * each in tests/data/stores/.
 *
 * Text that people search or sort by has a key column beside it, folded in C
 * (bo-fold.h), since SQL's lower() knows ASCII only. */
const char *const bo_schema_steps[] = {
  /* 0 -> 1: the ledger */
  "CREATE TABLE setting ("
  "  id INTEGER PRIMARY KEY,"
  "  key TEXT NOT NULL UNIQUE,"
  "  value TEXT NOT NULL"
  ") STRICT;"

  "CREATE TABLE supplier ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL UNIQUE"
  ") STRICT;"

  "CREATE TABLE product ("
  "  id INTEGER PRIMARY KEY,"
  "  sku TEXT NOT NULL," /* as it was first spelt */
  "  sku_key TEXT NOT NULL UNIQUE,"
  "  barcode TEXT,"
  "  name TEXT NOT NULL,"
  "  name_key TEXT NOT NULL,"
  "  price INTEGER CHECK (price >= 0),"
  "  currency TEXT,"
  "  supplier_id INTEGER REFERENCES supplier,"
  "  case_size INTEGER NOT NULL DEFAULT 1 CHECK (case_size >= 1),"
  "  policy TEXT,"      /* JSON; NULL follows the shop's */
  "  queue_key INTEGER" /* BoKey of that policy, for place in line */
  ") STRICT;"
  "CREATE INDEX product_name ON product (name_key, id);"
  "CREATE INDEX product_barcode ON product (barcode) WHERE barcode IS NOT NULL;"
  "CREATE INDEX product_queue_key ON product (queue_key) WHERE queue_key IS NOT NULL;"
  "CREATE INDEX product_supplier ON product (supplier_id) WHERE supplier_id IS NOT NULL;"

  "CREATE TABLE customer ("
  "  id INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL," /* empty when anonymous */
  "  name_key TEXT NOT NULL,"
  "  email TEXT,"
  "  phone TEXT,"
  "  phone_key TEXT," /* digits only */
  "  country TEXT,"
  "  language TEXT,"
  "  business INTEGER NOT NULL DEFAULT 0 CHECK (business IN (0, 1)),"
  "  class INTEGER NOT NULL DEFAULT 2 CHECK (class BETWEEN 1 AND 9),"
  "  anonymous INTEGER NOT NULL DEFAULT 0 CHECK (anonymous IN (0, 1)),"
  "  source TEXT,"
  "  external_id TEXT" /* within the source */
  ") STRICT;"
  "CREATE INDEX customer_name ON customer (name_key, id);"
  "CREATE INDEX customer_email ON customer (lower (email)) WHERE email IS NOT NULL;"
  "CREATE UNIQUE INDEX customer_external ON customer (source, external_id) WHERE external_id IS NOT NULL;"

  "CREATE TABLE sales_order ("
  "  id INTEGER PRIMARY KEY,"
  "  number TEXT NOT NULL,"
  "  customer_id INTEGER NOT NULL REFERENCES customer,"
  "  channel TEXT NOT NULL,"                                        /* counter, web, phone, import */
  "  ship INTEGER NOT NULL DEFAULT 0 CHECK (ship BETWEEN 0 AND 2)," /* BoShipPolicy */
  "  created INTEGER NOT NULL,"
  "  source TEXT,"
  "  external_id TEXT"
  ") STRICT;"
  "CREATE INDEX sales_order_number ON sales_order (number, id);"
  "CREATE INDEX sales_order_customer ON sales_order (customer_id);"
  "CREATE UNIQUE INDEX sales_order_external ON sales_order (source, external_id) WHERE external_id IS NOT NULL;"

  "CREATE TABLE line ("
  "  id INTEGER PRIMARY KEY,"
  "  order_id INTEGER NOT NULL REFERENCES sales_order,"
  "  product_id INTEGER NOT NULL REFERENCES product,"
  "  customer_id INTEGER NOT NULL REFERENCES customer," /* the order's: lists sort and filter by it */
  "  ordered INTEGER NOT NULL CHECK (ordered BETWEEN 1 AND 2147483648),"
  "  cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled >= 0),"
  "  shipped INTEGER NOT NULL DEFAULT 0 CHECK (shipped >= 0),"
  "  open INTEGER NOT NULL CHECK (open = ordered - cancelled - shipped AND open >= 0),"
  "  allocated INTEGER NOT NULL DEFAULT 0 CHECK (allocated BETWEEN 0 AND open)," /* hard */
  "  price INTEGER NOT NULL CHECK (price >= 0),"
  "  currency TEXT NOT NULL,"
  "  class INTEGER NOT NULL CHECK (class BETWEEN 1 AND 9),"
  "  queued INTEGER NOT NULL," /* of the oldest open tranche; of the last one when closed */
  "  need INTEGER,"
  "  strategy INTEGER NOT NULL DEFAULT 0 CHECK (strategy BETWEEN 0 AND 6)," /* BoStrategy */
  "  reason INTEGER NOT NULL DEFAULT 0 CHECK (reason IN (0, 1)),"           /* BoReason */
  "  cause INTEGER NOT NULL DEFAULT 0 CHECK (cause BETWEEN 0 AND 4),"       /* BoCause */
  "  campaign TEXT,"
  "  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),"
  "  occurrence INTEGER,"    /* n-th of its order and SKU in an imported file, from 1 */
  "  imported INTEGER,"      /* the quantity last seen in the file */
  "  imported_price INTEGER" /* and the price: staff may have changed either since */
  ") STRICT;"
  /* Place in line is not stored: range counts over this answer it. */
  "CREATE INDEX line_queue ON line (product_id, class, queued, id, open) WHERE open > 0;"
  "CREATE INDEX line_waiting ON line (queued, id) WHERE open > 0;"
  "CREATE INDEX line_customer ON line (customer_id, product_id, queued, open);"
  "CREATE INDEX line_order ON line (order_id);"
  "CREATE INDEX line_product ON line (product_id, queued);"

  "CREATE TABLE tranche ("
  "  id INTEGER PRIMARY KEY,"
  "  line_id INTEGER NOT NULL REFERENCES line,"
  "  units INTEGER NOT NULL CHECK (units > 0),"
  "  queued INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX tranche_line ON tranche (line_id, queued);"

  "CREATE TABLE receipt ("
  "  id INTEGER PRIMARY KEY,"
  "  product_id INTEGER NOT NULL REFERENCES product,"
  "  supplier_id INTEGER REFERENCES supplier,"
  "  reference TEXT NOT NULL DEFAULT '',"
  "  units INTEGER NOT NULL CHECK (units > 0),"
  "  day INTEGER NOT NULL," /* expected, or arrived once received */
  "  state TEXT NOT NULL CHECK (state IN ('planned', 'ordered', 'confirmed', 'shipped', 'received', 'cancelled')),"
  "  campaign TEXT"
  ") STRICT;"
  "CREATE INDEX receipt_product ON receipt (product_id, day);"
  "CREATE INDEX receipt_supplier ON receipt (supplier_id) WHERE supplier_id IS NOT NULL;"

  "CREATE TABLE allocation ("
  "  id INTEGER PRIMARY KEY,"
  "  line_id INTEGER NOT NULL REFERENCES line,"
  "  receipt_id INTEGER REFERENCES receipt," /* NULL: hard, of what is on hand */
  "  units INTEGER NOT NULL CHECK (units > 0),"
  "  held INTEGER NOT NULL DEFAULT 0 CHECK (held BETWEEN 0 AND units),"
  "  locked INTEGER NOT NULL DEFAULT 0 CHECK (locked BETWEEN 0 AND units),"
  "  why TEXT NOT NULL DEFAULT ''" /* bo_why_encode() */
  ") STRICT;"
  "CREATE UNIQUE INDEX allocation_line ON allocation (line_id, ifnull (receipt_id, 0));"
  "CREATE INDEX allocation_receipt ON allocation (receipt_id) WHERE receipt_id IS NOT NULL;"

  "CREATE TABLE stock_move ("
  "  id INTEGER PRIMARY KEY,"
  "  product_id INTEGER NOT NULL REFERENCES product,"
  "  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'shipment', 'return', 'count', 'shop')),"
  "  units INTEGER NOT NULL CHECK (units <> 0),"
  "  line_id INTEGER REFERENCES line,"
  "  receipt_id INTEGER REFERENCES receipt,"
  "  reason TEXT,"
  "  at INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX stock_move_product ON stock_move (product_id, at);"
  "CREATE INDEX stock_move_line ON stock_move (line_id) WHERE line_id IS NOT NULL;"
  "CREATE INDEX stock_move_receipt ON stock_move (receipt_id) WHERE receipt_id IS NOT NULL;"

  "CREATE TABLE shipment ("
  "  id INTEGER PRIMARY KEY,"
  "  line_id INTEGER NOT NULL REFERENCES line,"
  "  kind TEXT NOT NULL CHECK (kind IN ('hand-over', 'shipment', 'history')),"
  "  units INTEGER NOT NULL CHECK (units <> 0)," /* negative: history that a later row took back */
  "  at INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX shipment_line ON shipment (line_id, at);"

  /* Cancelling rows of imported files: each is applied once. */
  "CREATE TABLE cancellation ("
  "  id INTEGER PRIMARY KEY,"
  "  source TEXT NOT NULL,"
  "  external_id TEXT NOT NULL,"
  "  product_id INTEGER NOT NULL REFERENCES product,"
  "  occurrence INTEGER NOT NULL,"
  "  units INTEGER NOT NULL CHECK (units > 0),"
  "  matched INTEGER NOT NULL CHECK (matched BETWEEN 0 AND units),"
  "  at INTEGER NOT NULL"
  ") STRICT;"
  "CREATE UNIQUE INDEX cancellation_external ON cancellation (source, external_id, product_id, occurrence);"
  "CREATE INDEX cancellation_product ON cancellation (product_id);"

  /* Current figures: the sums of the rows above, kept by bo-figures.c from what
   * the journal sees, so they are not journalled themselves. */
  "CREATE TABLE product_state ("
  "  product_id INTEGER PRIMARY KEY REFERENCES product ON DELETE CASCADE,"
  "  on_hand INTEGER NOT NULL DEFAULT 0 CHECK (on_hand >= 0),"
  "  allocated INTEGER NOT NULL DEFAULT 0 CHECK (allocated BETWEEN 0 AND on_hand),"
  "  open_lines INTEGER NOT NULL DEFAULT 0 CHECK (open_lines >= 0),"
  "  open_units INTEGER NOT NULL DEFAULT 0 CHECK (open_units >= 0),"
  "  revision INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE TABLE queue_total ("
  "  currency TEXT PRIMARY KEY,"
  "  lines INTEGER NOT NULL CHECK (lines >= 0),"
  "  units INTEGER NOT NULL CHECK (units >= 0),"
  "  value INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;"

  /* The journal. */
  "CREATE TABLE event ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  at INTEGER NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  summary TEXT NOT NULL,"
  "  external_id TEXT UNIQUE,"
  "  group_id INTEGER,"
  "  undoes INTEGER REFERENCES event,"
  "  undone_by INTEGER REFERENCES event"
  ") STRICT;"
  "CREATE INDEX event_group ON event (group_id) WHERE group_id IS NOT NULL;"
  "CREATE TABLE event_row ("
  "  event_id INTEGER NOT NULL REFERENCES event,"
  "  tbl INTEGER NOT NULL,"
  "  row_id INTEGER NOT NULL,"
  "  before TEXT," /* JSON array of the columns; NULL: the row was not there */
  "  after TEXT,"  /* NULL: the row is gone */
  "  PRIMARY KEY (event_id, tbl, row_id)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX event_row_line ON event_row (row_id) WHERE tbl = 6;",

  /* 1 -> 2: search; what only SQLite knows stands in a step of its own */
  "CREATE VIRTUAL TABLE customer_search USING fts5 ("
  "  name, email, phone, phone_key, content = 'customer', content_rowid = 'id',"
  "  tokenize = \"unicode61 remove_diacritics 2\", prefix = '1 2 3');"
  "CREATE VIRTUAL TABLE product_search USING fts5 ("
  "  sku, barcode, name, content = 'product', content_rowid = 'id',"
  "  tokenize = \"unicode61 remove_diacritics 2\", prefix = '1 2 3');"
  "CREATE VIRTUAL TABLE order_search USING fts5 ("
  "  number, content = 'sales_order', content_rowid = 'id',"
  "  tokenize = \"unicode61 remove_diacritics 2\", prefix = '1 2 3');"
  "INSERT INTO customer_search (customer_search) VALUES ('rebuild');"
  "INSERT INTO product_search (product_search) VALUES ('rebuild');"
  "INSERT INTO order_search (order_search) VALUES ('rebuild');"

  "CREATE TRIGGER customer_search_insert AFTER INSERT ON customer BEGIN"
  "  INSERT INTO customer_search (rowid, name, email, phone, phone_key)"
  "  VALUES (new.id, new.name, new.email, new.phone, new.phone_key); END;"
  "CREATE TRIGGER customer_search_delete AFTER DELETE ON customer BEGIN"
  "  INSERT INTO customer_search (customer_search, rowid, name, email, phone, phone_key)"
  "  VALUES ('delete', old.id, old.name, old.email, old.phone, old.phone_key); END;"
  "CREATE TRIGGER customer_search_update AFTER UPDATE OF name, email, phone, phone_key ON customer BEGIN"
  "  INSERT INTO customer_search (customer_search, rowid, name, email, phone, phone_key)"
  "  VALUES ('delete', old.id, old.name, old.email, old.phone, old.phone_key);"
  "  INSERT INTO customer_search (rowid, name, email, phone, phone_key)"
  "  VALUES (new.id, new.name, new.email, new.phone, new.phone_key); END;"

  "CREATE TRIGGER product_search_insert AFTER INSERT ON product BEGIN"
  "  INSERT INTO product_search (rowid, sku, barcode, name) VALUES (new.id, new.sku, new.barcode, new.name); END;"
  "CREATE TRIGGER product_search_delete AFTER DELETE ON product BEGIN"
  "  INSERT INTO product_search (product_search, rowid, sku, barcode, name)"
  "  VALUES ('delete', old.id, old.sku, old.barcode, old.name); END;"
  "CREATE TRIGGER product_search_update AFTER UPDATE OF sku, barcode, name ON product BEGIN"
  "  INSERT INTO product_search (product_search, rowid, sku, barcode, name)"
  "  VALUES ('delete', old.id, old.sku, old.barcode, old.name);"
  "  INSERT INTO product_search (rowid, sku, barcode, name) VALUES (new.id, new.sku, new.barcode, new.name); END;"

  "CREATE TRIGGER order_search_insert AFTER INSERT ON sales_order BEGIN"
  "  INSERT INTO order_search (rowid, number) VALUES (new.id, new.number); END;"
  "CREATE TRIGGER order_search_delete AFTER DELETE ON sales_order BEGIN"
  "  INSERT INTO order_search (order_search, rowid, number) VALUES ('delete', old.id, old.number); END;"
  "CREATE TRIGGER order_search_update AFTER UPDATE OF number ON sales_order BEGIN"
  "  INSERT INTO order_search (order_search, rowid, number) VALUES ('delete', old.id, old.number);"
  "  INSERT INTO order_search (rowid, number) VALUES (new.id, new.number); END;",

  /* 2 -> 3: the shop on the other side.  None of this is journalled: an undo must
   * not undo what the shop says. */
  "CREATE TABLE shop ("
  "  id INTEGER PRIMARY KEY CHECK (id = 1)," /* one is connected, or none */
  "  address TEXT NOT NULL,"
  "  source TEXT NOT NULL,"    /* of the customers and orders that come from it */
  "  reference TEXT NOT NULL," /* what our notes begin with; no other store has it */
  "  currency TEXT,"
  "  owner INTEGER NOT NULL CHECK (owner IN (0, 1)),"      /* BoStockOwner */
  "  take INTEGER NOT NULL CHECK (take IN (0, 1)),"        /* BoTake */
  "  hold_states TEXT,"                                    /* JSON */
  "  roles TEXT NOT NULL,"                                 /* JSON */
  "  sync_every INTEGER NOT NULL CHECK (sync_every >= 0)," /* minutes */
  "  write_place INTEGER NOT NULL CHECK (write_place IN (0, 1)),"
  "  unpaid_days INTEGER NOT NULL CHECK (unpaid_days >= 0),"
  "  name TEXT,"
  "  version TEXT,"
  "  capabilities INTEGER NOT NULL DEFAULT 0," /* BoCatalogCapabilities */
  "  last_success INTEGER,"
  "  last_full INTEGER,"
  "  last_error TEXT,"
  "  last_error_code INTEGER,"
  "  last_error_at INTEGER"
  ") STRICT;"

  "CREATE TABLE sync_cursor ("
  "  id INTEGER PRIMARY KEY,"               /* BoResource */
  "  since INTEGER NOT NULL DEFAULT 0,"     /* what changed from then on has not been seen; 0: nothing has */
  "  walk INTEGER NOT NULL DEFAULT 0,"      /* of the walk under way: 0 none, 1 everything, 2 what changed */
  "  page INTEGER NOT NULL DEFAULT 1,"      /* the next of it */
  "  started INTEGER NOT NULL DEFAULT 0,"   /* by our clock */
  "  newest INTEGER NOT NULL DEFAULT 0,"    /* by the shop's, of what it has seen */
  "  shop_clock INTEGER NOT NULL DEFAULT 0" /* when it began, by the shop's */
  ") STRICT;"

  "CREATE TABLE remote_product ("
  "  id INTEGER PRIMARY KEY," /* the shop's, of products and variations */
  "  parent_id INTEGER NOT NULL DEFAULT 0,"
  "  product_id INTEGER REFERENCES product," /* NULL: not sold itself */
  "  name TEXT NOT NULL DEFAULT '',"         /* its own; a variation's without its product's */
  "  variable INTEGER NOT NULL DEFAULT 0,"
  "  stock INTEGER NOT NULL DEFAULT 0," /* BoRemoteStock */
  "  quantity INTEGER,"                 /* as the shop said last */
  "  unavailable INTEGER NOT NULL DEFAULT 0,"
  "  backorders INTEGER NOT NULL DEFAULT 0," /* BoRemoteBackorders */
  "  owner INTEGER CHECK (owner IN (0, 1))," /* NULL: as the shop's setting has it */
  "  image TEXT,"
  "  state INTEGER NOT NULL DEFAULT 0,"    /* 0 listed, 1 in the bin, 2 gone */
  "  missing INTEGER NOT NULL DEFAULT 0,"  /* a walk did not find it: another look is due */
  "  due INTEGER NOT NULL DEFAULT 0,"      /* its variations must be read again */
  "  settle INTEGER NOT NULL DEFAULT 0,"   /* 1: its stock must be settled; 2: but not before it was read again */
  "  agreed INTEGER,"                      /* the shop's quantity and all it had deducted, when both last agreed */
  "  deducted INTEGER NOT NULL DEFAULT 0," /* what orders have taken of its stock since */
  "  returned INTEGER NOT NULL DEFAULT 0," /* and given back */
  "  unseen INTEGER NOT NULL DEFAULT 0,"   /* and taken for what had left before it was seen here */
  "  pushed INTEGER NOT NULL DEFAULT 0,"   /* written to since */
  "  hash INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE INDEX remote_product_product ON remote_product (product_id) WHERE product_id IS NOT NULL;"
  "CREATE INDEX remote_product_parent ON remote_product (parent_id) WHERE parent_id <> 0;"
  "CREATE INDEX remote_product_due ON remote_product (id) WHERE due <> 0;"
  "CREATE INDEX remote_product_settle ON remote_product (settle, id) WHERE settle <> 0;"
  "CREATE INDEX remote_product_missing ON remote_product (id) WHERE missing <> 0;"

  "CREATE TABLE remote_customer ("
  "  id INTEGER PRIMARY KEY,"
  "  customer_id INTEGER NOT NULL REFERENCES customer,"
  "  role TEXT," /* NULL: known from an order only */
  "  hash INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE INDEX remote_customer_customer ON remote_customer (customer_id);"

  "CREATE TABLE remote_order ("
  "  id INTEGER PRIMARY KEY,"
  "  order_id INTEGER REFERENCES sales_order," /* NULL until it holds a place or has left */
  "  status TEXT NOT NULL DEFAULT '',"         /* the shop's word */
  "  meaning INTEGER NOT NULL DEFAULT 0,"      /* BoRemoteOrderState as the settings have it */
  "  modified INTEGER NOT NULL DEFAULT 0,"
  "  queued INTEGER NOT NULL DEFAULT 0," /* its place in line: paid, else created */
  "  paid INTEGER NOT NULL DEFAULT 0,"
  "  lapsed INTEGER NOT NULL DEFAULT 0," /* it held its place unpaid for too long */
  "  class INTEGER NOT NULL DEFAULT 2,"
  "  planned INTEGER NOT NULL DEFAULT 0,"
  "  currency TEXT NOT NULL DEFAULT '',"
  "  place TEXT," /* as written to the shop last */
  "  state INTEGER NOT NULL DEFAULT 0,"
  "  missing INTEGER NOT NULL DEFAULT 0,"
  "  hash INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE INDEX remote_order_order ON remote_order (order_id) WHERE order_id IS NOT NULL;"
  "CREATE INDEX remote_order_missing ON remote_order (id) WHERE missing <> 0;"
  "CREATE INDEX remote_order_unpaid ON remote_order (status, queued) WHERE meaning = 1 AND paid = 0 AND lapsed = 0;"

  "CREATE TABLE remote_line ("
  "  id INTEGER PRIMARY KEY,"
  "  remote_order_id INTEGER NOT NULL REFERENCES remote_order,"
  "  remote_product_id INTEGER NOT NULL DEFAULT 0," /* whose stock it takes; 0: of no product any more */
  "  line_id INTEGER REFERENCES line,"
  "  fate INTEGER NOT NULL DEFAULT 0,"     /* BoRemoteFate */
  "  quantity INTEGER NOT NULL DEFAULT 0," /* as the shop said last, less what was refunded */
  "  wanted INTEGER NOT NULL DEFAULT 0,"   /* what of it the queue has heard of */
  "  reduced INTEGER NOT NULL DEFAULT 0,"  /* what the shop took from its stock */
  "  price INTEGER NOT NULL DEFAULT 0,"
  "  queued INTEGER NOT NULL DEFAULT 0,"
  "  covered INTEGER NOT NULL DEFAULT 0,"   /* units that were all there */
  "  done INTEGER NOT NULL DEFAULT 0,"      /* units that left when the shop completed the order */
  "  done_moved INTEGER NOT NULL DEFAULT 0" /* of which from what was on hand */
  ") STRICT;"
  "CREATE INDEX remote_line_order ON remote_line (remote_order_id);"
  "CREATE INDEX remote_line_line ON remote_line (line_id) WHERE line_id IS NOT NULL;"
  "CREATE INDEX remote_line_product ON remote_line (remote_product_id, fate) WHERE fate <> 4;"

  /* How long the shop's lists are, as far as is known: asked at every sync. */
  "CREATE TABLE remote_count ("
  "  id INTEGER PRIMARY KEY," /* BoResource */
  "  listed INTEGER NOT NULL CHECK (listed >= 0)"
  ") STRICT;"
  "INSERT INTO remote_count (id, listed) VALUES (0, 0), (2, 0), (3, 0);"
  "CREATE TRIGGER remote_product_count_insert AFTER INSERT ON remote_product WHEN new.parent_id = 0 AND new.state = 0 BEGIN"
  "  UPDATE remote_count SET listed = listed + 1 WHERE id = 0; END;"
  "CREATE TRIGGER remote_product_count_delete AFTER DELETE ON remote_product WHEN old.parent_id = 0 AND old.state = 0 BEGIN"
  "  UPDATE remote_count SET listed = listed - 1 WHERE id = 0; END;"
  "CREATE TRIGGER remote_product_count_update AFTER UPDATE OF parent_id, state ON remote_product"
  "  WHEN (old.parent_id = 0 AND old.state = 0) <> (new.parent_id = 0 AND new.state = 0) BEGIN"
  "  UPDATE remote_count SET listed = listed + iif (new.parent_id = 0 AND new.state = 0, 1, -1) WHERE id = 0; END;"
  "CREATE TRIGGER remote_customer_count_insert AFTER INSERT ON remote_customer BEGIN"
  "  UPDATE remote_count SET listed = listed + 1 WHERE id = 2; END;"
  "CREATE TRIGGER remote_customer_count_delete AFTER DELETE ON remote_customer BEGIN"
  "  UPDATE remote_count SET listed = listed - 1 WHERE id = 2; END;"
  "CREATE TRIGGER remote_order_count_insert AFTER INSERT ON remote_order WHEN new.state = 0 BEGIN"
  "  UPDATE remote_count SET listed = listed + 1 WHERE id = 3; END;"
  "CREATE TRIGGER remote_order_count_delete AFTER DELETE ON remote_order WHEN old.state = 0 BEGIN"
  "  UPDATE remote_count SET listed = listed - 1 WHERE id = 3; END;"
  "CREATE TRIGGER remote_order_count_update AFTER UPDATE OF state ON remote_order"
  "  WHEN (old.state = 0) <> (new.state = 0) BEGIN"
  "  UPDATE remote_count SET listed = listed + iif (new.state = 0, 1, -1) WHERE id = 3; END;"

  "CREATE TABLE outbox ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  kind INTEGER NOT NULL,"      /* BoPushKind */
  "  remote_id INTEGER NOT NULL," /* of a product or an order */
  "  number INTEGER NOT NULL DEFAULT 0,"
  "  key TEXT NOT NULL DEFAULT '',"
  "  text TEXT,"
  "  state INTEGER NOT NULL DEFAULT 0,"   /* BoOutboxState */
  "  version INTEGER NOT NULL DEFAULT 1," /* raised by whoever changes what is to be sent */
  "  sent INTEGER NOT NULL DEFAULT 0,"    /* the version last sent, before it is */
  "  sent_expected INTEGER NOT NULL DEFAULT 0,"
  "  sent_number INTEGER NOT NULL DEFAULT 0,"
  "  attempts INTEGER NOT NULL DEFAULT 0,"
  "  next_attempt INTEGER NOT NULL DEFAULT 0,"
  "  error TEXT,"
  "  created INTEGER NOT NULL"
  ") STRICT;"
  /* Notes are never one: each is sent. */
  "CREATE UNIQUE INDEX outbox_one ON outbox (kind, remote_id, key) WHERE kind <> 3;"

  "CREATE TABLE conflict ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  kind INTEGER NOT NULL,"      /* BoConflictKind */
  "  remote_id INTEGER NOT NULL," /* of a product, an order line, or the outbox entry of a note */
  "  product_id INTEGER REFERENCES product,"
  "  order_id INTEGER REFERENCES sales_order,"
  "  mine INTEGER NOT NULL DEFAULT 0,"
  "  theirs INTEGER NOT NULL DEFAULT 0,"
  "  dismissed INTEGER NOT NULL DEFAULT 0,"
  "  at INTEGER NOT NULL"
  ") STRICT;"
  "CREATE UNIQUE INDEX conflict_one ON conflict (kind, remote_id);"

  "CREATE TABLE sync_log ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  at INTEGER NOT NULL,"
  "  text TEXT NOT NULL"
  ") STRICT;",
};

const guint bo_schema_n_steps = G_N_ELEMENTS (bo_schema_steps);

const char *
bo_table_get_name (BoTable table)
{
  static const char *const names[] = {
    [BO_TABLE_SETTING] = "setting",
    [BO_TABLE_SUPPLIER] = "supplier",
    [BO_TABLE_PRODUCT] = "product",
    [BO_TABLE_CUSTOMER] = "customer",
    [BO_TABLE_SALES_ORDER] = "sales_order",
    [BO_TABLE_LINE] = "line",
    [BO_TABLE_TRANCHE] = "tranche",
    [BO_TABLE_RECEIPT] = "receipt",
    [BO_TABLE_ALLOCATION] = "allocation",
    [BO_TABLE_STOCK_MOVE] = "stock_move",
    [BO_TABLE_SHIPMENT] = "shipment",
    [BO_TABLE_CANCELLATION] = "cancellation",
  };

  g_return_val_if_fail (table >= BO_TABLE_SETTING && table <= BO_TABLE_LAST, NULL);

  return names[table];
}
