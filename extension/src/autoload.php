<?php
/**
 * Loads the classes of this module by their names: most pages need only a few.
 *
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

spl_autoload_register(function ($sClass) {
	// The module for chats, whose namespace has the same beginning, has its own autoloader.
	if (strpos($sClass, 'ItopTawk\\') === 0) {
		$sFile = __DIR__.'/'.str_replace('\\', '/', substr($sClass, strlen('ItopTawk\\'))).'.php';
		if (file_exists($sFile)) {
			require_once $sFile;
		}
	}
});
