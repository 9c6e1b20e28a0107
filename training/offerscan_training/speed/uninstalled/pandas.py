"""Stands before pandas where offerscan is measured: users have none, and pyarrow would load it where there is one."""

raise ImportError("pandas is no dependency of offerscan")
