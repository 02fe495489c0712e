// User settings for a VS Code that shows the extension and nothing that competes with it.

const THEMES = { light: 'Default Light Modern', dark: 'Default Dark Modern', hc: 'Default High Contrast' };

/** @typedef {keyof typeof THEMES} Theme */

/**
 * @param {string | undefined} name
 * @returns {name is Theme}
 */
export function isTheme(name) {
  return name !== undefined && Object.hasOwn(THEMES, name);
}

/**
 * No welcome pages, chat, recommendations, update checks or telemetry.
 *
 * @returns {Record<string, unknown>}
 */
export function quietSettings() {
  return {
    'chat.commandCenter.enabled': false,
    'chat.disableAIFeatures': true,
    'extensions.autoCheckUpdates': false,
    'extensions.autoUpdate': false,
    'extensions.ignoreRecommendations': true,
    'git.enabled': false,
    // The schema of an ARM template is on the internet; its absence is not the user's problem.
    'json.schemaDownload.enable': false,
    'security.workspace.trust.banner': 'never',
    'security.workspace.trust.startupPrompt': 'never',
    'telemetry.telemetryLevel': 'off',
    'update.mode': 'none',
    'window.restoreWindows': 'none',
    'workbench.enableExperiments': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.welcomePage.walkthroughs.openOnInstall': false,
  };
}

/**
 * Quiet, and nothing on the screen that has no part in the picture.
 *
 * @param {Theme} theme
 * @returns {Record<string, unknown>}
 */
export function pictureSettings(theme) {
  return {
    ...quietSettings(),
    'breadcrumbs.enabled': true,
    'editor.cursorBlinking': 'solid',
    'editor.fontFamily': "'JetBrains Mono', 'DejaVu Sans Mono', Consolas, Menlo, monospace",
    'editor.fontLigatures': false,
    'editor.fontSize': 14,
    'editor.hover.delay': 50,
    'editor.minimap.enabled': false,
    'editor.occurrencesHighlight': 'off',
    'editor.renderLineHighlight': 'gutter',
    'editor.scrollBeyondLastLine': true,
    'editor.stickyScroll.enabled': false,
    'explorer.compactFolders': false,
    'files.autoSave': 'off',
    'problems.autoReveal': false,
    'window.commandCenter': false,
    'window.menuBarVisibility': 'hidden',
    'window.autoDetectColorScheme': false,
    'workbench.colorTheme': THEMES[theme],
    'workbench.layoutControl.enabled': false,
    'workbench.navigationControl.enabled': false,
    'workbench.reduceMotion': 'on',
    'workbench.editor.editorActionsLocation': 'hidden',
  };
}
