<?php
/**
 * What the page asks apart from the panel, as JSON: new answers in the user's requests, and the usual time to an answer. See src/Service/Panel/PanelPage.php.
 *
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

// pages/exec.php has included approot.inc.php; __DIR__ may be another folder, where iTop was compiled with links.
require_once APPROOT.'/application/startup.inc.php';
require_once __DIR__.'/src/autoload.php';

ItopTawk\Service\Panel\PanelPage::Run();
