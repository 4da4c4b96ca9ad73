#include "framework/simt/cooperative_groups.h"
#include "framework/simt/device_print.h"
#include "framework/testing/test.h"
