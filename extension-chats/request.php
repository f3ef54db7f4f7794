<?php
/**
 * Creates a request from a chat, or adds the chat to an existing one: see src/Service/RequestPage.php.
 *
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

// pages/exec.php has included approot.inc.php.
require_once APPROOT.'/application/startup.inc.php';

ItopTawk\Chats\Service\RequestPage::Run();
