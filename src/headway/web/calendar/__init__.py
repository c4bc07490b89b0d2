"""What is to come: releases of figures, meetings, dates of missions; as a page and as a feed."""
