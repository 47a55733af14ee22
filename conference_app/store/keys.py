"""The keys file beside a store: the store's random key, sealed once for each way of opening it."""

from __future__ import annotations

import hmac
import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from conference_app.domain.errors import RuleBroken, StoreProblem
from conference_app.store.files import write_whole

StoreKind = Literal["real", "example"]
SlotKind = Literal["passphrase", "recovery", "open"]

SHORTEST_PASSPHRASE = 12
_RECOVERY_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that reads like 1 or 0
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id memory in KiB, passes and lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: the store's key under a key made from a passphrase, a recovery code or, openly, nothing."""

    slot_id: str
    kind: SlotKind
    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """All ways into one store."""

    store_id: str
    store_kind: StoreKind
    slots: tuple[Slot, ...]

    def has_open_slot(self) -> bool:
        return any(slot.kind == "open" for slot in self.slots)

    def without(self, kind: SlotKind) -> Keys:
        return Keys(self.store_id, self.store_kind, tuple(slot for slot in self.slots if slot.kind != kind))


def keys_path(store: Path) -> Path:
    return store.with_name(store.name + ".keys")


def check_passphrase(passphrase: str) -> None:
    """Raise RuleBroken("passphrase_too_short") unless it is long enough to be worth having."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise RuleBroken("passphrase_too_short", field="passphrase", least=SHORTEST_PASSPHRASE)


def new_store_key() -> bytes:
    return secrets.token_bytes(32)


def new_recovery_code() -> str:
    """160 random bits as eight groups of four characters, to be printed and sealed."""
    symbols = "".join(secrets.choice(_RECOVERY_ALPHABET) for _ in range(32))
    return "-".join(symbols[start : start + 4] for start in range(0, 32, 4))


def with_passphrase(keys: Keys, store_key: bytes, passphrase: str, cost: Cost) -> Keys:
    check_passphrase(passphrase)
    return _with(keys.without("passphrase"), store_key, "passphrase", passphrase, cost)


def with_recovery_code(keys: Keys, store_key: bytes, code: str) -> Keys:
    return _with(keys.without("recovery"), store_key, "recovery", code, None)


def with_open_slot(keys: Keys, store_key: bytes) -> Keys:
    """A way in without any secret: for the example store only, a real one is refused as our defect."""
    if keys.store_kind != "example":
        raise ValueError("a real store cannot have an open slot")
    return _with(keys, store_key, "open", "", None)


def store_key(keys: Keys, *, passphrase: str | None, recovery_code: str | None) -> bytes:
    """The store's key by what the user gave; by the open slot if nothing was given.

    Raises StoreProblem "wrong_passphrase" or "wrong_recovery_code", "passphrase_needed" if nothing was given
    and nothing is open. Takes a tenth of a second and 64 MiB for each passphrase slot.
    """
    kind, secret, refusal = _offer(passphrase, recovery_code)
    for slot in keys.slots:
        if slot.kind == kind:
            found = _unsealed(keys, slot, secret)
            if found:
                return found
    raise StoreProblem(refusal, field="recovery_code" if kind == "recovery" else "passphrase")


def _offer(passphrase: str | None, recovery_code: str | None) -> tuple[SlotKind, str, str]:
    if recovery_code is not None:
        return "recovery", recovery_code, "wrong_recovery_code"
    if passphrase is not None:
        return "passphrase", passphrase, "wrong_passphrase"
    return "open", "", "passphrase_needed"


def load(store: Path) -> Keys:
    """The keys of a store; StoreProblem "keys_missing" or "keys_damaged"."""
    try:
        return _from_json(json.loads(keys_path(store).read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise StoreProblem("keys_missing", path=str(keys_path(store))) from None
    except PermissionError:
        raise StoreProblem("store_read_only", path=str(keys_path(store))) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreProblem("keys_damaged", path=str(keys_path(store))) from None


def save(store: Path, keys: Keys) -> None:
    """Write the keys file whole or not at all."""
    write_whole(keys_path(store), json.dumps(_to_json(keys), indent=2).encode())


def _with(keys: Keys, key: bytes, kind: SlotKind, secret: str, cost: Cost | None) -> Keys:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    slot_id, salt, nonce = secrets.token_hex(8), secrets.token_bytes(16), secrets.token_bytes(12)
    wrapping = _wrapping_key(kind, secret, salt, cost)
    sealed = AESGCM(wrapping).encrypt(nonce, key, _bound_to(keys, slot_id, kind))
    slot = Slot(slot_id, kind, salt, nonce, sealed, cost)
    return Keys(keys.store_id, keys.store_kind, (*keys.slots, slot))


def _unsealed(keys: Keys, slot: Slot, secret: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapping = _wrapping_key(slot.kind, secret, slot.salt, slot.cost)
    try:
        return AESGCM(wrapping).decrypt(slot.nonce, slot.sealed, _bound_to(keys, slot.slot_id, slot.kind))
    except InvalidTag:
        return None


def _bound_to(keys: Keys, slot_id: str, kind: SlotKind) -> bytes:
    """What a slot is sealed together with: it opens nothing when carried elsewhere or relabelled."""
    return "|".join((keys.store_id, keys.store_kind, slot_id, kind)).encode()


def _wrapping_key(kind: SlotKind, secret: str, salt: bytes, cost: Cost | None) -> bytes:
    if kind != "passphrase":  # 160 random bits need no slowing down; an open slot has nothing to guess
        given = _plain_code(secret) if kind == "recovery" else "open"
        return hmac.digest(salt, given.encode("utf-8", "surrogatepass"), "sha256")
    from argon2.low_level import Type, hash_secret_raw

    cost = cost or Cost()
    typed = unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")
    return hash_secret_raw(
        typed,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _plain_code(typed: str) -> str:
    """A recovery code as it was made, whatever case, spaces or look-alikes it was typed with."""
    symbols = "".join(character for character in typed.upper() if character.isalnum())
    return symbols.translate(str.maketrans("OIL", "011"))


def _to_json(keys: Keys) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "store_id": keys.store_id,
        "kind": keys.store_kind,
        "slots": [
            {
                "id": slot.slot_id,
                "kind": slot.kind,
                "salt": b64encode(slot.salt).decode(),
                "nonce": b64encode(slot.nonce).decode(),
                "sealed": b64encode(slot.sealed).decode(),
            }
            | ({"argon2id": asdict(slot.cost)} if slot.cost else {})
            for slot in keys.slots
        ],
    }


def _from_json(content: Mapping[str, Any]) -> Keys:
    kind = content["kind"]
    if content["format"] != _FORMAT or kind not in {"real", "example"}:
        raise ValueError("unknown form of keys file")
    return Keys(str(content["store_id"]), kind, tuple(_slot(slot) for slot in content["slots"]))


def _slot(content: Mapping[str, Any]) -> Slot:
    kind = content["kind"]
    if kind not in {"passphrase", "recovery", "open"}:
        raise ValueError("unknown kind of slot")
    salt, nonce, sealed = (b64decode(content[name], validate=True) for name in ("salt", "nonce", "sealed"))
    if (len(salt), len(nonce), len(sealed)) != (16, 12, 48):
        raise ValueError("a slot of the wrong length")
    return Slot(str(content["id"]), kind, salt, nonce, sealed, _cost(content) if kind == "passphrase" else None)


def _cost(content: Mapping[str, Any]) -> Cost:
    cost = Cost(**content["argon2id"])
    bounded = 8 <= cost.memory_kib <= 4 * 1024**2 and 1 <= cost.passes <= 64 and 1 <= cost.lanes <= 64
    if not bounded or cost.memory_kib < 8 * cost.lanes:
        raise ValueError("a cost outside anything this program has written")
    return cost
