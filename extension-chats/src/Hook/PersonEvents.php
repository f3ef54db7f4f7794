<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

namespace ItopTawk\Chats\Hook;

use Combodo\iTop\Service\Events\EventData;
use Combodo\iTop\Service\Events\EventService;
use Combodo\iTop\Service\Events\iEventServiceSetup;
use ItopTawk\Chats\Helper\Settings;
use ItopTawk\Chats\Service\PersonChats;

/**
 * In iTop 3.1 and later, events report that a person was written.
 */
class PersonEvents implements iEventServiceSetup
{
	public function RegisterEventsAndListeners()
	{
		// Without the name of its module, iTop would look for it in the call stack, on each page.
		EventService::RegisterListener('EVENT_DB_AFTER_WRITE', array(self::class, 'AfterWrite'), 'Person', array(), null, 0.0, Settings::MODULE);
	}

	public static function AfterWrite(EventData $oEvent): void
	{
		PersonChats::AfterWrite($oEvent->Get('object'));
	}
}
