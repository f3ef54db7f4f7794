<?php

namespace Symfony\Component\HttpFoundation;

class Request
{
	public static function createFromGlobals()
	{
		return new self();
	}
}
