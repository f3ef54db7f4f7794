<?php
/**
 * Declares the hook with which this iTop adds a style sheet to the console; iTop 3.3 no longer has the one of 2.7.
 *
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

if (interface_exists('iBackofficeStyleExtension')) {
	require_once __DIR__.'/ChatStyleExtension.php';
} elseif (class_exists('AbstractPageUIExtension')) {
	require_once __DIR__.'/ChatStylePageExtension.php';
}
