<?php
/**
 * The agents' dashboard in the console: see src/Service/Dashboard/DashboardPage.php.
 *
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

// pages/exec.php has included approot.inc.php; __DIR__ may be another folder, where iTop was compiled with links.
require_once APPROOT.'/application/startup.inc.php';
require_once __DIR__.'/src/autoload.php';

ItopTawk\Service\Dashboard\DashboardPage::Run();
