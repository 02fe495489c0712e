using 'main.bicep'

param priority = 200
