<?php
/**
 * Declares the hook with which this iTop reports that a person was written: iTop 3.1 and later have events, and 3.3 lacks
 * the interface of 2.7 and 3.0.
 *
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

if (interface_exists('Combodo\\iTop\\Service\\Events\\iEventServiceSetup')) {
	require_once __DIR__.'/PersonEvents.php';
} elseif (interface_exists('iApplicationObjectExtension')) {
	require_once __DIR__.'/PersonExtension.php';
}
