-- A chunk raises most parcels of a page at once: with room for as many again each new version stays on its page, and no index is written.
ALTER TABLE parcels SET (fillfactor = 45);

-- Facts of one order are found by facts_of_order; what is left to send is only asked for as a whole, oldest first. Kept by order, each new fact
-- went to another page of the index.
DROP INDEX facts_to_send;
CREATE INDEX facts_to_send ON facts (fact_id) WHERE state = 'NEW';
