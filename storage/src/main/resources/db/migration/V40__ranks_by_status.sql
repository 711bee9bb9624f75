-- A status has its rank whatever the carrier; ranks from 100 on settle a parcel: no scan below changes it, however late it occurred.
CREATE FUNCTION pg_temp.rank_of(status text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE status
        WHEN 'ACCEPTED' THEN 10 WHEN 'IN_TRANSIT' THEN 20 WHEN 'CUSTOMS' THEN 30 WHEN 'OUT_FOR_DELIVERY' THEN 40 WHEN 'DELAYED' THEN 50
        WHEN 'ATTEMPT_FAILED' THEN 60 WHEN 'READY_FOR_PICKUP' THEN 64 WHEN 'REFUSED' THEN 66 WHEN 'LOST' THEN 68 WHEN 'CANCELLED' THEN 69
        WHEN 'DELIVERED' THEN 110 WHEN 'RETURNING' THEN 120 WHEN 'RETURNED' THEN 130 ELSE 0 END
$$;

UPDATE tracking_events SET rank = pg_temp.rank_of(status) WHERE rank <> pg_temp.rank_of(status);
UPDATE parcels SET rank = pg_temp.rank_of(status) WHERE rank <> pg_temp.rank_of(status);
