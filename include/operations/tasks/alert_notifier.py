"""Airflow's way to the alerts. DAG files import this: nothing heavy here."""

from airflow.sdk import BaseNotifier, Context


class AlertNotifier(BaseNotifier):
    """Tells people what the gate found: after the task that ran it, and before what follows.

    Airflow only logs what goes wrong here: it fails no task.
    """

    def notify(self, context: Context) -> None:
        """Send what was not sent yet."""
        from include.alerts.deliver import deliver
        from include.settings import load_settings

        deliver(load_settings())
