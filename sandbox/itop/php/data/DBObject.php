<?php

/**
 * An object of the sandbox's model.
 */
abstract class DBObject
{
	protected $aValues;
	/** @var array what was set */
	protected $aChanged = array();
	/** @var string[]|null those that were asked for: another one would cost a query more */
	private $aLoaded;

	public function __construct(array $aValues = array('id' => -1), ?array $aLoaded = null)
	{
		$this->aValues = $aValues;
		$this->aLoaded = $aLoaded;
	}

	public function Get($sAttCode)
	{
		StandIn::Enter('DBObject::Get', ($this->aLoaded === null || in_array($sAttCode, $this->aLoaded, true)) ? 0 : 1);
		if (!MetaModel::IsValidAttCode(get_class($this), $sAttCode)) {
			throw new Exception("Unknown attribute $sAttCode");
		}

		if ($sAttCode === 'friendlyname') {
			return $this->Name();
		}

		return isset($this->aValues[$sAttCode]) ? $this->aValues[$sAttCode] : '';
	}

	/** As iTop makes it of some attributes. */
	private function Name(): string
	{
		foreach (array(array('first_name', 'name'), array('name'), array('ref')) as $aParts) {
			$aFound = array_intersect_key($this->aValues, array_flip($aParts));
			if (count($aFound) === count($aParts)) {
				return implode(' ', $aFound);
			}
		}

		return '';
	}

	public function Set($sAttCode, $value)
	{
		StandIn::Enter('DBObject::Set');
		if (!MetaModel::IsValidAttCode(get_class($this), $sAttCode)) {
			throw new Exception("Unknown attribute $sAttCode");
		}
		$this->aValues[$sAttCode] = $value;
		$this->aChanged[$sAttCode] = $value;
	}

	public function GetKey()
	{
		return $this->aValues['id'];
	}

	public function GetStateLabel()
	{
		StandIn::Enter('DBObject::GetStateLabel');

		return Dict::S('Class:'.get_class($this).'/Attribute:status/Value:'.$this->Get('status'));
	}

	public function DBInsert()
	{
		StandIn::Enter('DBObject::DBInsert', 1);
		// Searches on the same page find it, behind all others.
		StandIn::$aRequest['objects'][get_class($this)][] = array('id' => '999999999') + $this->aValues;
		StandIn::$aChanges[] = array('insert' => get_class($this), 'values' => array_diff_key($this->aValues, array('id' => 0)));
	}

	public function DBUpdate()
	{
		StandIn::Enter('DBObject::DBUpdate', 1);
		$sClass = get_class($this);
		$sId = (string)$this->GetKey();
		foreach (StandIn::$aRequest['objects'][$sClass] as $i => $aValues) {
			if ($aValues['id'] === $sId) {
				StandIn::$aRequest['objects'][$sClass][$i] = $this->aValues;
			}
		}
		StandIn::$aChanges[] = array('update' => $sClass, 'id' => $sId, 'values' => $this->aChanged);
	}

	public function DBDelete()
	{
		StandIn::Enter('DBObject::DBDelete', 1);
		$sClass = get_class($this);
		StandIn::$aRequest['objects'][$sClass] = array_values(array_filter(StandIn::$aRequest['objects'][$sClass], function (array $aValues) {
			return $aValues['id'] !== (string)$this->GetKey();
		}));
		StandIn::$aChanges[] = array('delete' => get_class($this), 'id' => (string)$this->GetKey());
	}
}

class Organization extends DBObject
{
}

class Person extends DBObject
{
	/** @var array of the attributes that were changed */
	private $aPrevious;

	public function __construct(array $aValues = array('id' => -1), ?array $aLoaded = null, array $aPrevious = array())
	{
		parent::__construct($aValues, $aLoaded);
		$this->aPrevious = $aPrevious;
	}

	public function ListPreviousValuesForUpdatedAttributes()
	{
		StandIn::Enter(__METHOD__);

		return $this->aPrevious;
	}
}

class CoverageWindow extends DBObject
{
}

class CoverageWindowInterval extends DBObject
{
}

class HolidayCalendar extends DBObject
{
}

class Holiday extends DBObject
{
}

class Ticket extends DBObject
{
}

class UserRequest extends Ticket
{
}

class FAQ extends DBObject
{
}

class lnkContactToFunctionalCI extends DBObject
{
}

class TawkChatTopic extends DBObject
{
}

/** What a chat does beside: extension-chats/datamodel.*.xml. */
class TawkChat extends DBObject
{
	private $bMayWrite = false;

	public function AllowWrite($bAllow = true)
	{
		StandIn::Enter(__METHOD__);
		$this->bMayWrite = $bAllow;
	}

	/** Nobody has a right to write chats but the bridge. */
	public function DBUpdate()
	{
		if (!$this->bMayWrite) {
			throw new Exception('The user has no right to write chats');
		}
		parent::DBUpdate();
	}
}
