// Imports from other files.
import { one } from 'shared.bicep'
import { one as uno, two } from 'shared.bicep'
import {
  three
  four as quattro
  'not a name' as named
} from 'br/public:types:1.0'
import * as all from '../all.bicep'
import {} from 'nothing.json'
