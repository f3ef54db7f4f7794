<?php
/**
 * Declares the console hook that this iTop has, and only one of the two: otherwise a page would have two chats. iTop 3.3 no
 * longer has the hook of 2.7.
 *
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

if (interface_exists('iBackofficeScriptExtension')) {
	require_once __DIR__.'/ConsoleScriptExtension.php';
} elseif (class_exists('AbstractPageUIExtension')) {
	require_once __DIR__.'/ConsolePageExtension.php';
}
