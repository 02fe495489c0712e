import * as vscode from 'vscode';
import { rulePages, showRulePage } from '../rule-page.ts';

/**
 * "APIM VNet: Open the page of a rule…"
 *
 * @param rule the id of a rule; anything else, or a rule without a page, asks the user to choose
 */
export async function openRulePage(rule: unknown): Promise<void> {
  const id = rulePages.some(page => page.id === rule) ? (rule as string) : await chooseRule();
  if (id !== undefined) await showRulePage(id);
}

async function chooseRule(): Promise<string | undefined> {
  const items = rulePages.map(page => ({ label: page.id, detail: page.summary }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: 'The rule whose page to open',
    matchOnDetail: true,
  });
  return chosen?.label;
}
