<?php

class ContextTag
{
	const TAG_PORTAL = 'GUI:Portal';

	public function __construct($sTag)
	{
		StandIn::Enter(__METHOD__);
	}
}
