"""Log-in through a municipality's broker: OpenID Connect and SAML 2.0."""
