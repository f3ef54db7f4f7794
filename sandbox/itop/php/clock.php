<?php
/**
 * The clock of the server as the extension reads it, which a test may set. PHP looks for a function in the namespace of its caller first.
 */

namespace ItopTawk\Service\Desk {

	function time()
	{
		return (\StandIn::$aRequest['now'] === null) ? \time() : \StandIn::$aRequest['now'];
	}
}

namespace ItopTawk\Service\Topic {

	function time()
	{
		return \ItopTawk\Service\Desk\time();
	}
}
