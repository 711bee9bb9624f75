-- Jobs that are late without any sign of being made, or that nobody could take, are placed elsewhere.
UPDATE rules_in_force SET rules = 3;
