"""The running gateway follows the Deal's files: a good change shows, a broken one is told."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from housing.adapters.deal.files import DEMO_DEAL
from housing.settings import Settings
from tests.gateway.conftest import Gateway
from tests.gateway.phone import until

OLD, DEARER = "amount_pence: 6500", "amount_pence: 7100"


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    folder = Path(shutil.copytree(DEMO_DEAL, tmp_path / "deal"))
    return settings.model_copy(update={"hearthline_deal": folder})


async def test_the_running_gateway_follows_the_files(gateway: Gateway) -> None:
    folder = gateway.services.settings.hearthline_deal
    assert folder is not None
    tariff = folder / "charges.yml"

    async def read(path: str) -> str:
        async with gateway.session.get(f"{gateway.base}{path}") as response:
            return await response.text()

    async def faults() -> Any:
        async with gateway.session.get(f"{gateway.base}/readyz") as response:
            answer = await response.json()
        assert "deal" not in answer["failing"]
        return answer["deal"]["faults_in_newer_files"]

    async def dearer_shows() -> bool:
        return "£71" in await read("/deal")

    async def fault_is_told() -> bool:
        return bool(await faults() == 2)

    async def all_is_well() -> bool:
        return bool(await faults() == 0)

    good = tariff.read_text(encoding="utf-8")
    assert "£65" in await read("/deal")
    tariff.write_text(good.replace(OLD, DEARER), encoding="utf-8")
    await until(dearer_shows)
    tariff.write_text(good.replace("vat_percent", "vat"), encoding="utf-8")
    await until(fault_is_told)
    assert await dearer_shows()
    assert "hearthline_deal_faults 2.0" in await read("/metrics")
    tariff.write_text(good, encoding="utf-8")
    await until(all_is_well)
    assert "£65" in await read("/deal")
    assert "hearthline_deal_faults 0.0" in await read("/metrics")
