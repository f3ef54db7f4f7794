<?php
/**
 * Declares the hook for the console's style sheet that this iTop knows; the one of 2.7 is gone in 3.3.
 *
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

if (interface_exists('iBackofficeStyleExtension')) {
	require_once __DIR__.'/ChatStyleExtension.php';
} elseif (class_exists('AbstractPageUIExtension')) {
	require_once __DIR__.'/ChatStylePageExtension.php';
}
