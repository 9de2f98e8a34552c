"""Pages of Markdown and MDX with our directives, rewritten so that nothing is left to resolve.

For sites whose engine has no host of ours, for a README, for a release page: `outline` says where
directives, roles and regions stand, `rewriting` puts what they show in their place.
"""

__stability__ = "experimental"
__stability_reason__ = "What extensions build on is not settled before 1.0."
