<?php
/**
 * The clock of the server as the extension reads it, which a test may set.
 */

namespace ItopTawk\Service;

function time()
{
	return (\StandIn::$aRequest['now'] === null) ? \time() : \StandIn::$aRequest['now'];
}
