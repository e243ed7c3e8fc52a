"""What knows no subject: tables, bulk rows, calendar, months, phones, encryption, forms. Imports nothing of ours."""
