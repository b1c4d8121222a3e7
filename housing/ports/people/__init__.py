"""What services need of homes, tenants, tries at signing in, and the audit trail."""
