-- A small shop's database: what the portal hands out access to.
CREATE TABLE customers (
    id      integer PRIMARY KEY,
    name    text NOT NULL,
    email   text NOT NULL,
    country text NOT NULL,
    since   date NOT NULL
);
CREATE TABLE products (
    id    integer PRIMARY KEY,
    name  text NOT NULL,
    price numeric(8, 2) NOT NULL,
    stock integer NOT NULL CHECK (stock >= 0)
);
CREATE TABLE orders (
    id          integer PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers,
    status      text NOT NULL CHECK (status IN ('new', 'paid', 'packed', 'shipped', 'stuck')),
    placed_at   timestamptz NOT NULL
);
CREATE TABLE order_items (
    order_id   integer NOT NULL REFERENCES orders,
    product_id integer NOT NULL REFERENCES products,
    quantity   integer NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_id, product_id)
);

INSERT INTO customers
SELECT n,
       (ARRAY['Ada','Bo','Chen','Dina','Emil','Fay','Goran','Hana','Ivo','Jun'])[1 + n % 10] || ' '
           || (ARRAY['Marsh','Field','Brook','Hill','Wood','Lake','Stone'])[1 + n % 7],
       'customer' || n || '@example.org',
       (ARRAY['DE','FR','PT','NL','SE','PL'])[1 + n % 6],
       date '2024-01-01' + n * 11
FROM generate_series(1, 60) AS n;

INSERT INTO products
SELECT n,
       (ARRAY['Teapot','Kettle','Lamp','Clock','Chair','Desk','Rug','Shelf'])[1 + n % 8] || ' '
           || (ARRAY['Nord','Alto','Bela','Luna'])[1 + n % 4],
       9.90 + n * 7.35,
       (n * 37) % 90
FROM generate_series(1, 24) AS n;

INSERT INTO orders
SELECT n,
       1 + (n * 17) % 60,
       CASE WHEN n % 41 = 0 THEN 'stuck' ELSE (ARRAY['shipped','shipped','packed','paid','new'])[1 + (n * 5) / 400 % 5] END,
       timestamptz '2026-10-01 08:00+00' + n * interval '2 hours 11 minutes'
FROM generate_series(1, 400) AS n;

INSERT INTO order_items
SELECT o, 1 + (o * 7 + i * 5) % 24, 1 + (o + i) % 4
FROM generate_series(1, 400) AS o, generate_series(0, 2) AS i
WHERE i <= o % 3;

CREATE ROLE app_read NOLOGIN;
CREATE ROLE app_write NOLOGIN;
GRANT USAGE ON SCHEMA public TO app_read, app_write;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO app_read, app_write;
GRANT INSERT, UPDATE, DELETE ON orders, order_items TO app_write;
GRANT UPDATE (stock) ON products TO app_write;
