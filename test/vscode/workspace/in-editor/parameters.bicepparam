using 'correct.bicep'
