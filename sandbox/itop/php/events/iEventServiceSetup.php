<?php

namespace Combodo\iTop\Service\Events;

/**
 * Is asked for its listeners when the model is loaded; since 3.1.
 */
interface iEventServiceSetup
{
	public function RegisterEventsAndListeners();
}
