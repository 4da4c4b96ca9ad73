// Lab 01, task 1.6: update rules.
