<?php

/**
 * The console hook since 3.0.
 */
interface iBackofficeScriptExtension
{
	public function GetScript(): string;
}
