-- Nothing is handed over while an earlier printer makes the job after all; a person may say how a job stands while it is being cancelled.
UPDATE rules_in_force SET rules = 4;
