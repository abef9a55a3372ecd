welcome-title = See all you own, at a glance
welcome-lead = Deposits, shares, funds, insurance, pensions, property and loans: record them in one place and see how your net worth changes.
welcome-see-title = See
welcome-see-text = Your net worth today, and how and why it changed since last month and last year.
welcome-record-title = Record
welcome-record-text = Type it in, or bring a file, for example from Money Forward ME. Take everything out again at any time.
welcome-safe-title = Safe
welcome-safe-text = Your data is encrypted with a key of your own. When you close the account the key is destroyed and nobody can read it.
