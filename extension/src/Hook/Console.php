<?php
/**
 * Declares the console hook that this iTop knows. Both on one page would be two chats; the one of 2.7 is gone in 3.3.
 *
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

if (interface_exists('iBackofficeScriptExtension')) {
	require_once __DIR__.'/ConsoleScriptExtension.php';
} elseif (class_exists('AbstractPageUIExtension')) {
	require_once __DIR__.'/ConsolePageExtension.php';
}
