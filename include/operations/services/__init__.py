"""What `make up` keeps running: Airflow's services as processes of this machine."""
