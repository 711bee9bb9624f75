-- When the customer was to have everything, as first told; promised_at moves with each later day that is told.
ALTER TABLE orders ADD COLUMN first_promised_at timestamptz;
UPDATE orders SET first_promised_at = coalesce(
    (SELECT CAST(substring(says FROM '^promised by (\d{4}-\d\d-\d\d)') AS timestamp) AT TIME ZONE 'UTC'
     FROM timeline WHERE timeline.order_id = orders.order_id AND kind = 'PROMISE_CHANGED' ORDER BY version, line LIMIT 1),
    promised_at);
