"""Child protection conferences: scheduling, invitations, agendas, attendance and actions, without any Qt."""
