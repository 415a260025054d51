"""How Lapwing's models are made: readers of the data, the network, training, export, cards. Imports lapwing, never the reverse."""
