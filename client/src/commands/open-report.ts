import type { ReportPanels } from '../report/report-panel.ts';
import { placeOf } from './place.ts';

/**
 * "APIM VNet: Open the report", for the target at the cursor.
 *
 * @param given what a code lens or a menu names
 */
export async function openReport(panels: ReportPanels, given: unknown): Promise<void> {
  const place = placeOf(given);
  if (place !== undefined) await panels.show(place.uri, place.position);
}
