-- A parcel is found by its number in the carrier's form. This is how the printer wrote it, if otherwise: its order knows the parcel by that.
ALTER TABLE parcels ADD COLUMN told_number text COLLATE "C";
