using 'main.bicep'

param priority = 5000
