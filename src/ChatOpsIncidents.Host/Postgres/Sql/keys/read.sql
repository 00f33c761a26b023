select content from protection_key;
