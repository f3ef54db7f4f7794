<?php
/**
 * Loads classes that only some pages need, because their parents belong to the portal or are large.
 *
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

spl_autoload_register(function ($sClass) {
	if (in_array($sClass, array('DashletTawk', 'DashletTawkAnswerTime', 'DashletTawkWaiting'), true)) {
		require_once __DIR__.'/Dashlet/'.$sClass.'.php';
	} elseif ($sClass === 'TawkChatAnswerGoal') {
		require_once __DIR__.'/Service/TawkChatAnswerGoal.php';
	} elseif (strpos($sClass, 'ItopTawk\\Chats\\') === 0) {
		$sFile = __DIR__.'/'.str_replace('\\', '/', substr($sClass, strlen('ItopTawk\\Chats\\'))).'.php';
		if (file_exists($sFile)) {
			require_once $sFile;
		}
	}
});
